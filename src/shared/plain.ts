/** What a stranger's text may not do to a terminal: control characters are shown as a replacement mark. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}/gu, "\ufffd");
}

const MOST_REPEATED = 100;

/** An argument as a message repeats it: what somebody pasted there may fill screens. */
export function repeated(argument: string): string {
  const shown = plain(argument.slice(0, MOST_REPEATED));
  return argument.length > MOST_REPEATED ? `${shown}…` : shown;
}
