import { whole } from "../../whole";
import { template } from "../harness/subjects";
import { faultTable, rowsOf } from "./faultTable";
import { scenarioNames } from "./scenarios";

/** Every day a create, and of its calls those on which most depends; in CI all of all scenarios. */
const weighty = ["zstack.login", "zstack.createTemplate", "zstack.showJob", "zstack.createUserTag"];
const rows = rowsOf(template, whole ? scenarioNames : ["create"]).filter(
  ({ route }) => whole || weighty.includes(route),
);

faultTable(rows, {
  second: whole,
  applied: ({ route }) => whole || route === "zstack.createTemplate",
  lasting: () => whole,
});
