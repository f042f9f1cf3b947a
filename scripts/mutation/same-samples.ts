import fc from "fast-check";

// A mutant that one run's samples catch and the next run's don't would come and go in docs/mutation.md.
fc.configureGlobal({ seed: 1 });
