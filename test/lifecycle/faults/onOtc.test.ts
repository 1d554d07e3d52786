import { whole } from "../../whole";
import { tellAll } from "./faultTable";
import { stories } from "./scenarios";

tellAll("otc", whole ? stories : ["create", "update", "delete"]);
