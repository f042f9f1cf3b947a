import { lineBreakages } from "../recovery/line-breakages.ts";
import { officeTests } from "../recovery/office-tests.ts";

// Every branch of the guide that is about the line and its operator's notice.

officeTests(lineBreakages);
