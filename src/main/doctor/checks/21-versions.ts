import type { Check } from "../check.ts";

/** What runs here, for whoever is told the rest. */
export const versions: Check = async ({ versions: facts }) => ({ is: "ok", facts });
