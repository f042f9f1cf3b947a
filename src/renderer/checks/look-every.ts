/** How often an answer that depends on the time is given anew; its words count in minutes. */
export const LOOK_EVERY_MS = 15_000;
