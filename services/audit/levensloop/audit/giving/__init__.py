"""What leaves the node for who checks it: bundles, and the Logboek Dataverwerkingen."""
