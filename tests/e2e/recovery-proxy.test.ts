import { networkTests } from "../recovery/network-tests.ts";
import { officeRefused, proxyBreakages } from "../recovery/proxy-breakages.ts";

// Branches of the guide that are about an office's proxy: a real squid, and a real domain whose tickets it takes.

networkTests(proxyBreakages, officeRefused);
