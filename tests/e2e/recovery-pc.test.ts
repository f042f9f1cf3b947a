import { officeTests } from "../recovery/office-tests.ts";
import { pcBreakages } from "../recovery/pc-breakages.ts";

// Branches of the guide that are about the service and the PC's keychain.

officeTests(pcBreakages);
