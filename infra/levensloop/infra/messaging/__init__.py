"""What a service stands on: its declaration, and the runtime that carries commands, reactions, timers and views over NATS."""
