import { whole } from "../../whole";
import { volumeImageOn } from "../harness/subjects";
import { faultTable, rowsOf } from "./faultTable";

// Its calls are otc's, and lostAnswer.test.ts loses each of its creates: every day one operation, in CI those that send something.
faultTable(rowsOf(volumeImageOn("huaweicloud"), whole ? ["create", "update", "delete"] : ["update"]));
