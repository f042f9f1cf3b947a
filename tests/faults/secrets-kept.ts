// Loaded into the reference service (`node --import`): writes down in FAULT_SECRETS every secret that goes through it.
import { appendFileSync } from "node:fs";
import { tapWire } from "../support/wire-tap.ts";

const file = process.env.FAULT_SECRETS;
if (file !== undefined) tapWire((kind, secret) => appendFileSync(file, `${kind}\t${secret}\n`));
