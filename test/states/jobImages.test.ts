import { testRecorded } from "./recorded";

testRecorded("FullEcsImage", "DataImage");
