import { whole } from "../whole";
import { tellAll } from "./faultTable";
import { stories } from "./stories";

tellAll("otc", whole ? stories : ["create", "update", "delete"]);
