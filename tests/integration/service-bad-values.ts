// What people and programs type where it isn't meant, for every form alike.

export const SCRIPT = `"><script>alert(1)</script>`;

export const WRONG: readonly (readonly [name: string, value: string])[] = [
  ["nothing", ""],
  ["blanks", "  　 "],
  ["a script", SCRIPT],
  ["too much for a field", "A1!".repeat(5_000)],
  ["too much for a form", "長".repeat(20_000)],
  ["a zero byte", "\0"],
];
