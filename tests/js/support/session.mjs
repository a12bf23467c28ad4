// `socketOf` knows the two ids of a connection: that of its sockets, which everybody may know, and that of
// its session, with which a client that polls proves that the session is its own.

/** How many letters the id of a socket has. */
const LETTERS = 16;

/** The id that the sockets of a session have. */
export function socketOf(session) {
  return session.slice(0, LETTERS);
}
