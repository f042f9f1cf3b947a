import { enLoginErrors } from "./en-errors-login.ts";
import { enOtherErrors } from "./en-errors-other.ts";
import { enSessionErrors } from "./en-errors-session.ts";
import type { ErrorTexts } from "./error-texts.ts";

export const enErrors: ErrorTexts = { ...enLoginErrors, ...enSessionErrors, ...enOtherErrors };
