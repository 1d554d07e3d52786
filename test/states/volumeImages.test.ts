import { tellRecorded } from "./recorded";

tellRecorded("VolumeImage");
