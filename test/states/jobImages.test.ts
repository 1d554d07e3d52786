import { tellRecorded } from "./recorded";

tellRecorded("FullEcsImage", "DataImage");
