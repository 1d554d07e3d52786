// Time is the virtual clock's: how long a test takes on a busy machine says nothing. This only ends one that hangs.
jest.setTimeout(120_000);
