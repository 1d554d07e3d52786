import { testRecorded } from "./recorded";

testRecorded("VolumeImage");
