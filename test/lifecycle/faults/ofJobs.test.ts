import { whole } from "../../whole";
import { jobImage } from "../harness/subjects";
import { faultTable, rowsOf } from "./faultTable";
import { scenarioNames } from "./scenarios";

/** Every day one cloud and source; in CI also what the others have of their own. */
const subjects = [
  jobImage("otc", "an object"),
  ...(whole
    ? [
        jobImage("otc", "a CBR backup"),
        jobImage("otc", "a CSBS backup"),
        jobImage("otc", "a server"),
        jobImage("huaweicloud", "an object"),
      ]
    : []),
];

/** A call of a scenario fails where it is made first: what follows it is the same everywhere. */
const rows = subjects
  .flatMap((subject) => rowsOf(subject, scenarioNames))
  .filter(
    ({ scenario, route }, at, all) =>
      all.findIndex((row) => row.scenario === scenario && row.route === route) === at,
  );

faultTable(rows, { second: whole, lasting: () => whole });
