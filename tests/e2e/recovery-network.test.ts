import { clockBreakages } from "../recovery/clock-breakages.ts";
import { networkBreakages } from "../recovery/network-breakages.ts";
import { networkTests } from "../recovery/network-tests.ts";

// Branches of the guide that are about the network.

networkTests([...clockBreakages, ...networkBreakages]);
