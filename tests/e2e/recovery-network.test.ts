import { networkBreakages } from "../recovery/network-breakages.ts";
import { networkTests } from "../recovery/network-tests.ts";

// Branches of the guide that are about the network.

networkTests(networkBreakages);
