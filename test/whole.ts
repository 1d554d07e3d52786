/** Set by `npm test -- --whole`, which .ci/run calls: everything. Without it a few of each kind, for every day. */
export const whole = process.env.TEST_WHOLE === "true";

/** A test that the everyday run leaves out, by name. */
export const testInWhole = whole ? test : test.skip;
