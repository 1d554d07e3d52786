import { whole } from "../../whole";
import { volumeImageOn } from "../harness/subjects";
import { faultTable, rowsOf } from "./faultTable";
import { scenarioNames } from "./scenarios";

faultTable(rowsOf(volumeImageOn("openstack"), whole ? scenarioNames : ["create", "refresh"]));
