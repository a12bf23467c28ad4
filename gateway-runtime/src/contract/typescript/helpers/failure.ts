/** Binary data. Clients get an `ArrayBuffer` in browsers and a `Buffer`, which is a `Uint8Array`, on Node. */
export type Binary = ArrayBuffer | Uint8Array;
/** What every message may fail with, beside the errors of its own. */
export type RuntimeCode = "bad_request" | "internal" | "not_found" | "timeout" | "too_many_requests" | "unavailable";
/**
 * A code that this file does not list, of a guard or a filter: text that is equal to no literal, so that comparing
 * `code` with a listed one tells what `details` are. Compare others as text: `(error.code as string) === "banned"`.
 */
export declare enum OtherCode {
  Unlisted = "(a code that is not listed)",
}
/** A field of a body that is not valid. */
export interface FieldError {
  /** For example `items[0].amount`. */
  path: string;
  message: string;
}
/** An error, as the acknowledgement of a message or as the event `exception`. */
export interface Failure<
  Code extends string = string,
  Details = undefined,
  Errors = unknown extends Details ? FieldError[] : undefined,
> {
  status: "error";
  /** What programs tell errors apart by. */
  code: Code;
  /** For people. */
  message: string;
  details?: Details;
  /** The fields of a body that are not valid. */
  errors?: Errors;
  /** The event whose message failed, and what came with it. */
  cause?: { pattern: string; data?: unknown };
}
