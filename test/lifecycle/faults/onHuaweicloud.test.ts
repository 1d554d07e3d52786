import { whole } from "../../whole";
import { tellAll } from "./faultTable";

// Its calls are otc's, and lostAnswer.test.ts loses each of its creates: every day one story, in CI those that send something.
tellAll("huaweicloud", whole ? ["create", "update", "delete"] : ["update"]);
