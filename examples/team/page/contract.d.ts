// Generated from the gateways by gateway-runtime. Do not edit.
/* eslint-disable */
import type { Socket as Client } from "socket.io-client";

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
  /** The event whose message failed. */
  cause?: { pattern: string };
}

type EventsOf<M> = Record<keyof M, (...args: any) => void>;
type LastOf<T extends unknown[]> = T extends [...unknown[], infer L] ? L : never;
type BodyOf<F extends (...args: any) => unknown> =
  Parameters<F> extends infer P ? (P extends [...infer B, unknown] ? B : never) : never;
type AnswerOf<F extends (...args: any) => unknown> =
  LastOf<Parameters<F>> extends (...answer: infer R) => unknown ? R : never;
interface Emitting<C extends EventsOf<C>> {
  emit<E extends keyof C & string>(event: E, ...body: BodyOf<C[E]>): this;
  emitWithAck<E extends keyof C & string>(event: E, ...body: BodyOf<C[E]>): Promise<AnswerOf<C[E]>[0]>;
}
interface AckInTime<A extends unknown[]> {
  (error: Error | null, ...answer: A): void;
}
interface EmittingInTime<C extends EventsOf<C>> {
  emit<E extends keyof C & string>(event: E, ...body: BodyOf<C[E]>): this;
  emit<E extends keyof C & string>(event: E, ...args: [...body: BodyOf<C[E]>, ack: AckInTime<AnswerOf<C[E]>>]): this;
  emitWithAck<E extends keyof C & string>(event: E, ...body: BodyOf<C[E]>): Promise<AnswerOf<C[E]>[0]>;
}
/** `Socket` of socket.io-client, whose acknowledgements may be left out and whose `timeout` keeps their types. */
export type TypedSocket<S extends EventsOf<S>, C extends EventsOf<C>> = Emitting<C> & {
  timeout(milliseconds: number): EmittingInTime<C>;
} & Client<S, C>;

/** What an admin tells everyone. */
export interface Announcement {
  from: string;
  text: string;
}

/** A message from one user to another. */
export interface Direct {
  from: string;
  text: string;
  to: string;
}

/** The body of `kick`. */
export interface Kick {
  name: string;
  reason?: string | null;
}

/** The last thing that a client receives whose user an admin has kicked. */
export interface Kicked {
  by: string;
  reason: string | null;
}

/** What a client connects with: `io("/team", { auth: { token } })`. */
export interface Login {
  token: string;
}

/** A user is in a room now, or is no longer. */
export interface Membership {
  here: boolean;
  name: string;
  room: RoomName;
}

/** A user has come, or has left with the last tab. */
export interface Presence {
  name: string;
  online: boolean;
}

/** What a user is in the team. */
export type Role = "admin" | "member";

/** The name of a room. The rule holds wherever a body has such a name. */
export type RoomName = string;

/** A message in a room. */
export interface Said {
  from: string;
  room: RoomName;
  text: string;
}

/** The body of `say`. */
export interface Say {
  room: RoomName;
  text: string;
}

/** The body of `direct`. */
export interface SendDirect {
  text: string;
  to: string;
}

/** A user is typing in a room. */
export interface Typing {
  name: string;
  room: RoomName;
}

/** Who is logged in: what the guard `authenticated` gives to methods, hooks and other enhancers. */
export interface User {
  name: string;
  role: Role;
}

/** The first thing that a client receives: who it is, and who is here. */
export interface Welcome {
  online: string[];
  user: User;
}

/**
 * How `direct` fails.
 *
 * - `conflict`: "a tab can be in {MOST_ROOMS} rooms at a time"
 * - `not_found`: "there is no user {0}"
 * - `offline`: "{0} is not online"
 * - `unauthorized`: The client has to log in, for this reason. "{0}"
 * - `unavailable`: The log has the reason. "the others could not be told; try again"
 */
export type TeamDirectFailure =
  | Failure<"bad_request", undefined, FieldError[]>
  | Failure<"conflict">
  | Failure<"not_found", string>
  | Failure<"offline", string>
  | Failure<"too_many_requests", {
    /** In how many milliseconds the message would pass. */
    retryAfterMs: number;
  }>
  | Failure<"unauthorized">
  | Failure<"unavailable">
  | Failure<Exclude<RuntimeCode, "bad_request" | "not_found" | "too_many_requests" | "unavailable">>;

/**
 * How `heartbeat` fails.
 *
 * - `unauthorized`: The client has to log in, for this reason. "{0}"
 */
export type TeamHeartbeatFailure =
  | Failure<"unauthorized">
  | Failure<RuntimeCode>;

/**
 * How `join` fails.
 *
 * - `conflict`: "a tab can be in {MOST_ROOMS} rooms at a time"
 * - `not_found`: "there is no user {0}"
 * - `offline`: "{0} is not online"
 * - `unauthorized`: The client has to log in, for this reason. "{0}"
 * - `unavailable`: The log has the reason. "the others could not be told; try again"
 */
export type TeamJoinFailure =
  | Failure<"bad_request", undefined, FieldError[]>
  | Failure<"conflict">
  | Failure<"not_found", string>
  | Failure<"offline", string>
  | Failure<"too_many_requests", {
    /** In how many milliseconds the message would pass. */
    retryAfterMs: number;
  }>
  | Failure<"unauthorized">
  | Failure<"unavailable">
  | Failure<Exclude<RuntimeCode, "bad_request" | "not_found" | "too_many_requests" | "unavailable">>;

/**
 * How `kick` fails.
 *
 * - `conflict`: "a tab can be in {MOST_ROOMS} rooms at a time"
 * - `forbidden`: The user's role is none of those. "your role may not do this"
 * - `not_found`: "there is no user {0}"
 * - `offline`: "{0} is not online"
 * - `unauthorized`: The client has to log in, for this reason. "{0}"
 * - `unavailable`: The log has the reason. "the others could not be told; try again"
 */
export type TeamKickFailure =
  | Failure<"bad_request", undefined, FieldError[]>
  | Failure<"conflict">
  | Failure<"forbidden">
  | Failure<"not_found", string>
  | Failure<"offline", string>
  | Failure<"too_many_requests", {
    /** In how many milliseconds the message would pass. */
    retryAfterMs: number;
  }>
  | Failure<"unauthorized">
  | Failure<"unavailable">
  | Failure<Exclude<RuntimeCode, "bad_request" | "not_found" | "too_many_requests" | "unavailable">>;

/**
 * How `leave` fails.
 *
 * - `conflict`: "a tab can be in {MOST_ROOMS} rooms at a time"
 * - `not_found`: "there is no user {0}"
 * - `offline`: "{0} is not online"
 * - `unauthorized`: The client has to log in, for this reason. "{0}"
 * - `unavailable`: The log has the reason. "the others could not be told; try again"
 */
export type TeamLeaveFailure =
  | Failure<"bad_request", undefined, FieldError[]>
  | Failure<"conflict">
  | Failure<"not_found", string>
  | Failure<"offline", string>
  | Failure<"too_many_requests", {
    /** In how many milliseconds the message would pass. */
    retryAfterMs: number;
  }>
  | Failure<"unauthorized">
  | Failure<"unavailable">
  | Failure<Exclude<RuntimeCode, "bad_request" | "not_found" | "too_many_requests" | "unavailable">>;

/**
 * How `members` fails.
 *
 * - `conflict`: "a tab can be in {MOST_ROOMS} rooms at a time"
 * - `forbidden`: The user is not in the room. "join the room first"
 * - `not_found`: "there is no user {0}"
 * - `offline`: "{0} is not online"
 * - `unauthorized`: The client has to log in, for this reason. "{0}"
 * - `unavailable`: The log has the reason. "the others could not be told; try again"
 */
export type TeamMembersFailure =
  | Failure<"bad_request", undefined, FieldError[]>
  | Failure<"conflict">
  | Failure<"forbidden">
  | Failure<"not_found", string>
  | Failure<"offline", string>
  | Failure<"too_many_requests", {
    /** In how many milliseconds the message would pass. */
    retryAfterMs: number;
  }>
  | Failure<"unauthorized">
  | Failure<"unavailable">
  | Failure<Exclude<RuntimeCode, "bad_request" | "not_found" | "too_many_requests" | "unavailable">>;

/**
 * How `say` fails.
 *
 * - `conflict`: "a tab can be in {MOST_ROOMS} rooms at a time"
 * - `forbidden`: The user is not in the room. "join the room first"
 * - `not_found`: "there is no user {0}"
 * - `offline`: "{0} is not online"
 * - `unauthorized`: The client has to log in, for this reason. "{0}"
 * - `unavailable`: The log has the reason. "the others could not be told; try again"
 */
export type TeamSayFailure =
  | Failure<"bad_request", undefined, FieldError[]>
  | Failure<"conflict">
  | Failure<"forbidden">
  | Failure<"not_found", string>
  | Failure<"offline", string>
  | Failure<"too_many_requests", {
    /** In how many milliseconds the message would pass. */
    retryAfterMs: number;
  }>
  | Failure<"unauthorized">
  | Failure<"unavailable">
  | Failure<Exclude<RuntimeCode, "bad_request" | "not_found" | "too_many_requests" | "unavailable">>;

/**
 * How `typing` fails.
 *
 * - `conflict`: "a tab can be in {MOST_ROOMS} rooms at a time"
 * - `forbidden`: The user is not in the room. "join the room first"
 * - `not_found`: "there is no user {0}"
 * - `offline`: "{0} is not online"
 * - `unauthorized`: The client has to log in, for this reason. "{0}"
 * - `unavailable`: The log has the reason. "the others could not be told; try again"
 */
export type TeamTypingFailure =
  | Failure<"bad_request", undefined, FieldError[]>
  | Failure<"conflict">
  | Failure<"forbidden">
  | Failure<"not_found", string>
  | Failure<"offline", string>
  | Failure<"too_many_requests", {
    /** In how many milliseconds the message would pass. */
    retryAfterMs: number;
  }>
  | Failure<"unauthorized">
  | Failure<"unavailable">
  | Failure<Exclude<RuntimeCode, "bad_request" | "not_found" | "too_many_requests" | "unavailable">>;

/** What clients of `/team` get. */
export interface TeamServerToClientEvents {
  /** What an admin tells everyone. */
  announcement: (data: Announcement) => void;
  /** A message from one user to another. */
  direct: (data: Direct) => void;
  /** The last thing that a client receives whose user an admin has kicked. */
  kicked: (data: Kicked) => void;
  /** A user is in a room now, or is no longer. */
  membership: (data: Membership) => void;
  /** A user has come, or has left with the last tab. */
  presence: (data: Presence) => void;
  /** A message in a room. */
  said: (data: Said) => void;
  /** Announces that the server ends: it closes its connections, this one among them, and clients connect again elsewhere. */
  "server-draining": (data: {
    /** The milliseconds until the last client has left. */
    in: number;
  }) => void;
  /** A user is typing in a room. */
  typing: (data: Typing) => void;
  /** The first thing that a client receives: who it is, and who is here. */
  welcome: (data: Welcome) => void;
  /** The error of a message, or of a hook. */
  exception: (error: Failure<string, unknown>) => void;
}

/** What clients of `/team` send. */
export interface TeamClientToServerEvents {
  /**
   * A message to all tabs of a user, and to the sender's other tabs.
   *
   * The body is validated: `errors` of a `bad_request` has the fields that are not valid.
   * Guards: `authenticated`.
   * Limit: 20 messages to the gateway in 1 s, 40 at once, by `key`.
   * Limit: 5 messages in 5 s, by `key`.
   * Fails with `timeout` after 5 s.
   */
  direct: (body: SendDirect, ack: (answer: Direct | TeamDirectFailure) => void) => void;
  /**
   * Tells a tab that nobody types in whether its token still holds: the guards run, but no limit counts the message.
   *
   * Guards: `authenticated`.
   * Fails with `timeout` after 5 s.
   */
  heartbeat: (ack: (error?: TeamHeartbeatFailure) => void) => void;
  /**
   * `emit("join", { room: "lobby" })` is answered with who is there.
   *
   * The body is validated: `errors` of a `bad_request` has the fields that are not valid.
   * Guards: `authenticated`.
   * Limit: 20 messages to the gateway in 1 s, 40 at once, by `key`.
   * Fails with `timeout` after 5 s.
   */
  join: (body: {
    room: RoomName;
  }, ack: (answer: string[] | TeamJoinFailure) => void) => void;
  /**
   * Disconnects all tabs of a user, whose tokens do not hold any longer. The answer is how many tabs there were.
   *
   * The body is validated: `errors` of a `bad_request` has the fields that are not valid.
   * Guards: `authenticated`, `has_role`.
   * Limit: 20 messages to the gateway in 1 s, 40 at once, by `key`.
   * Fails with `timeout` after 5 s.
   */
  kick: (body: Kick, ack: (answer: number | TeamKickFailure) => void) => void;
  /**
   * The body is validated: `errors` of a `bad_request` has the fields that are not valid.
   * Guards: `authenticated`.
   * Limit: 20 messages to the gateway in 1 s, 40 at once, by `key`.
   * Fails with `timeout` after 5 s.
   */
  leave: (body: {
    room: RoomName;
  }, ack: (error?: TeamLeaveFailure) => void) => void;
  /**
   * Who is in a room; for its members.
   *
   * The body is validated: `errors` of a `bad_request` has the fields that are not valid.
   * Guards: `authenticated`, `is_member`.
   * Limit: 20 messages to the gateway in 1 s, 40 at once, by `key`.
   * Fails with `timeout` after 5 s.
   */
  members: (body: {
    room: RoomName;
  }, ack: (answer: string[] | TeamMembersFailure) => void) => void;
  /**
   * A message to the room: the others get the event, and the sender the acknowledgement.
   *
   * The body is validated: `errors` of a `bad_request` has the fields that are not valid.
   * Guards: `authenticated`, `is_member`.
   * Limit: 20 messages to the gateway in 1 s, 40 at once, by `key`.
   * Limit: 5 messages in 5 s, by `key`.
   * Fails with `timeout` after 5 s.
   */
  say: (body: Say, ack: (answer: Said | TeamSayFailure) => void) => void;
  /**
   * Clients whose connection is not ready miss it: the next one comes soon.
   *
   * The body is validated: `errors` of a `bad_request` has the fields that are not valid.
   * Guards: `authenticated`, `is_member`.
   * Limit: 20 messages to the gateway in 1 s, 40 at once, by `key`.
   * Limit: 2 messages in 1 s, from one socket.
   * Fails with `timeout` after 5 s.
   */
  typing: (body: {
    room: RoomName;
  }, ack: (error?: TeamTypingFailure) => void) => void;
}

/** The option `auth` of a connection to `/team`. It may be left out. */
export type TeamAuth = Login | null;

/**
 * A socket of `/team`.
 *
 * What stands above the struct holds for every method; what stands above a method is added to it.
 *
 * A connection is refused with the message of one of these errors, as that of `connect_error`:
 * - `unauthorized`, "{0}"
 */
export type TeamSocket = TypedSocket<TeamServerToClientEvents, TeamClientToServerEvents>;
