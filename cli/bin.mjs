#!/usr/bin/env node
// Plain JavaScript: whatever Node started it, the command line itself runs on Node 24.
import { reexecOnNode24 } from "../scripts/node24.mjs";

await reexecOnNode24(new URL("./main.ts", import.meta.url));
