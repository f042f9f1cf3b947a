/** What a stranger's text may not do to a terminal: control characters are shown as a replacement mark. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}/gu, "\ufffd");
}
