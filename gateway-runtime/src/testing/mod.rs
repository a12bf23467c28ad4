//! The test kit: gateways tested in process, without ports, sleeps or mocks.
