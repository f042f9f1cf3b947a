/** A file with what it imports, as the text of a script (scripts/page-script-plugin.ts). */
declare module "*?page-script" {
  export const script: string;
}
