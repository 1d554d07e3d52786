import { whole } from "../../whole";
import { tellAll } from "./faultTable";
import { stories } from "./scenarios";

tellAll("openstack", whole ? stories : ["create", "refresh"]);
