import { testRecorded } from "./recorded";

testRecorded("DataVolumeTemplate");
