import { accountBreakages } from "../recovery/account-breakages.ts";
import { officeTests } from "../recovery/office-tests.ts";

// Every branch of the guide that is about the account, from the failing login to its end.

officeTests(accountBreakages);
