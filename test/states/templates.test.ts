import { tellRecorded } from "./recorded";

tellRecorded("DataVolumeTemplate");
