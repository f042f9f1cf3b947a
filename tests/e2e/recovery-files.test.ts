import { filesBreakages } from "../recovery/files-breakages.ts";
import { officeTests } from "../recovery/office-tests.ts";

// Branches of the guide that are about this PC's files and the settings that were given out to it.

officeTests(filesBreakages);
