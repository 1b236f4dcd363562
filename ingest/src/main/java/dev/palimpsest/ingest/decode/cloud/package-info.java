/** What a cloud provider records and finds: CloudTrail and GuardDuty. */
@NullMarked
package dev.palimpsest.ingest.decode.cloud;

import org.jspecify.annotations.NullMarked;
