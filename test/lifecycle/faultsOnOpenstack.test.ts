import { whole } from "../whole";
import { tellAll } from "./faultTable";
import { stories } from "./stories";

tellAll("openstack", whole ? stories : ["create", "refresh"]);
