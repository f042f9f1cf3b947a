/** Wrong passwords in a row that lock an account (facts A34). */
export const LOCK_AFTER = 10;

export type Lockout = { readonly failures: number; readonly locked: boolean };

export const UNLOCKED: Lockout = { failures: 0, locked: false };

/** Counts one more wrong password. A local count is a hint: the server may count per address (facts A34 [I]). */
export function afterWrongPassword(before: Lockout): Lockout {
  const failures = before.failures + 1;
  return { failures, locked: before.locked || failures >= LOCK_AFTER };
}

/** A right password clears the count, but doesn't open a locked account (facts A36: mail link or reset does). */
export function afterRightPassword(before: Lockout): Lockout {
  return before.locked ? before : UNLOCKED;
}
