// The page "Porting tests": a service that a test replaces, seen by a client.

import { sideBySide } from "../support/side-by-side.mjs";

const { same } = sideBySide("porting-tests", { namespace: "/greeter" });

same("a service is replaced for a test", [["ack", "Good morning, An"]], (one) => one.ask("greet", "An"));
