// Waiting that ends: a test that hangs says what it was waiting for.

/**
 * `promise`, or an error that says what did not happen within `milliseconds`. `what` may be a function:
 * what there is to say may be known only then.
 */
export async function within(milliseconds, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${milliseconds} ms for ${said(what)}`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** `what`, or what it gives. */
export const said = (what) => (typeof what === "function" ? what() : what);
