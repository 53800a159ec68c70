import { calendarsModule } from '#calendars';
import { directoryModule } from '#directory';
import { evidenceModule } from '#evidence';
import { ledgerModule, maySeeSubject } from '#ledger';
import { adjustmentsModule } from '#modules/adjustments';
import { chasingModule } from '#modules/chasing';
import { cockpitModule } from '#modules/cockpit';
import { discussionsModule } from '#modules/discussions';
import { inboxModule } from '#modules/inbox';
import { instructionsModule } from '#modules/instructions';
import { newsModule } from '#modules/news';
import { plansModule } from '#modules/plans';
import { submissionsModule } from '#modules/submissions';
import { tasksModule } from '#modules/tasks';
import { worksheetsModule } from '#modules/worksheets';
import type { BlobStore } from '#platform/files';
import type { Module } from '#platform/module';

/** Every module of the product, alphabetical. Nothing is found by scanning. */
export function modulesWith(blobs: BlobStore): readonly Module[] {
  return [
    adjustmentsModule,
    calendarsModule,
    chasingModule,
    cockpitModule,
    directoryModule,
    discussionsModule,
    evidenceModule({ blobs, maySeeSubject }),
    inboxModule(),
    instructionsModule,
    ledgerModule,
    newsModule,
    plansModule,
    submissionsModule,
    tasksModule,
    worksheetsModule,
  ];
}
