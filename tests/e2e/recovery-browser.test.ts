import { browserBreakages } from "../recovery/browser-breakages.ts";
import { officeTests } from "../recovery/office-tests.ts";

// Branches of the guide that lead through the person's own browser.

officeTests(browserBreakages);
