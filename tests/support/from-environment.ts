/** A whole number from the environment, or what is usual. */
export function fromEnvironment(name: string, usual: number): number {
  const text = process.env[name];
  if (text === undefined || text === "") return usual;
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error(`${name} must be a whole number`);
  return number;
}
