// `within` waits, and ends: a test that hangs says what it was waiting for.

/**
 * How long anything on this machine may take before a test calls it lost, in milliseconds. Tests rely on
 * it as a bound too: a server that waits for another one takes longer.
 */
export const PATIENCE = 5_000;

/**
 * `promise`, or an error that says what did not happen within `milliseconds`. `what` may be a function:
 * what there is to say may be known only then.
 */
export async function within(milliseconds, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${milliseconds} ms for ${words(what)}`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** `what`, or what it gives. */
export const words = (what) => (typeof what === "function" ? what() : what);
