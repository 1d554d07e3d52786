import fc from "fast-check";

/**
 * Properties are tried with the same values in every run, so that a failure is one of the change at hand and comes
 * again. `npm test` prints the seed; another one: FC_SEED=… npm test.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_121) });
