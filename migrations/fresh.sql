CREATE TABLE "tortoise_migrations" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "app" VARCHAR(255) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "applied_at" TIMESTAMP NOT NULL,
    CONSTRAINT "uid_tortoise_mi_app_3803a5" UNIQUE ("app", "name")
);
CREATE TABLE "agency" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "code" VARCHAR(40) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "short_name" VARCHAR(60) NOT NULL,
    "kind" VARCHAR(24) NOT NULL  /* MINISTRY: ministry\nINSTITUTION: institution\nPROVINCE: province\nREGENCY: regency\nCITY: city\nREGIONAL_AGENCY: regional_agency\nUNIT: unit\nVERTICAL_OFFICE: vertical_office\nSTATE_ENTERPRISE: state_enterprise\nPROFESSIONAL_BODY: professional_body\nOTHER: other */,
    "region" VARCHAR(8) NOT NULL,
    "timezone" VARCHAR(40) NOT NULL,
    "precedence" INT NOT NULL,
    "address" VARCHAR(300) NOT NULL,
    "revision" INT NOT NULL,
    "parent_id" CHAR(36) REFERENCES "agency" ("id") ON DELETE RESTRICT
, "path" VARCHAR(400) NOT NULL DEFAULT '', "self_kept" INT NOT NULL DEFAULT 0, "merged_into_id" CHAR(36) REFERENCES "agency" ("id") ON DELETE RESTRICT, "external_codes" JSON NOT NULL DEFAULT '{}');
CREATE TABLE "entry" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "stream" CHAR(36) NOT NULL,
    "seq" BIGINT NOT NULL,
    "kind" VARCHAR(64) NOT NULL,
    "actor" CHAR(36),
    "actor_name" VARCHAR(300) NOT NULL,
    "audience" VARCHAR(16) NOT NULL  /* RECORD: record\nSTAFF: staff\nPARTICIPANTS: participants\nPUBLIC: public */,
    "data" JSON NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "request_id" VARCHAR(128)
, "subject" CHAR(36), "hash" VARCHAR(64));
CREATE TABLE "failed_attempt" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "key" VARCHAR(64) NOT NULL,
    "at" TIMESTAMP NOT NULL
);
CREATE TABLE "follower" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(64) NOT NULL,
    "stream" CHAR(36) NOT NULL,
    "seq" BIGINT NOT NULL
);
CREATE TABLE "incoming_mail" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "message" BLOB NOT NULL,
    "via" VARCHAR(16) NOT NULL,
    "recipients" TEXT NOT NULL,
    "from_address" VARCHAR(254) NOT NULL,
    "subject" VARCHAR(500) NOT NULL,
    "result" VARCHAR(24) NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,
    "meeting_id" CHAR(36),
    "invitation_id" CHAR(36),
    "received_at" TIMESTAMP NOT NULL,
    "judged_at" TIMESTAMP
, "message_id" VARCHAR(255) NOT NULL DEFAULT '', "verdicts" JSON NOT NULL DEFAULT '[]', "handled_as" VARCHAR(16) NOT NULL DEFAULT '', "handled_by" CHAR(36), "handled_at" TIMESTAMP, "source" VARCHAR(250));
CREATE TABLE "kept_answer" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "key" VARCHAR(64) NOT NULL,
    "request" VARCHAR(64) NOT NULL,
    "status" INT NOT NULL,
    "body" BLOB NOT NULL,
    "at" TIMESTAMP NOT NULL
);
CREATE TABLE "meeting" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "title" VARCHAR(300) NOT NULL,
    "theme" VARCHAR(500) NOT NULL,
    "purpose" TEXT NOT NULL,
    "kind" VARCHAR(32) NOT NULL  /* COORDINATION: coordination\nNATIONAL_COORDINATION: national_coordination\nTECHNICAL_COORDINATION: technical_coordination\nWORKING: working\nNATIONAL_WORKING: national_working\nLEADERSHIP: leadership\nLIMITED: limited\nEVALUATION: evaluation\nOUTREACH: outreach\nTECHNICAL_GUIDANCE: technical_guidance\nFGD: fgd\nSEMINAR: seminar\nTRAINING: training\nCEREMONY: ceremony\nEXHIBITION: exhibition\nPREPARATORY: preparatory\nFORUM: forum */,
    "mode" VARCHAR(16) NOT NULL  /* IN_PERSON: in_person\nONLINE: online\nHYBRID: hybrid */,
    "state" VARCHAR(16) NOT NULL  /* DRAFT: draft\nSCHEDULED: scheduled\nIN_PROGRESS: in_progress\nFINISHED: finished\nCANCELLED: cancelled\nPOSTPONED: postponed */,
    "starts_at" TIMESTAMP NOT NULL,
    "ends_at" TIMESTAMP NOT NULL,
    "timezone" VARCHAR(40) NOT NULL,
    "venue_name" VARCHAR(200) NOT NULL,
    "venue_address" VARCHAR(300) NOT NULL,
    "venue_region" VARCHAR(100) NOT NULL,
    "room" VARCHAR(120) NOT NULL,
    "online_provider" VARCHAR(40) NOT NULL,
    "join_url" VARCHAR(1000) NOT NULL,
    "meeting_number" VARCHAR(60) NOT NULL,
    "passcode" VARCHAR(60) NOT NULL,
    "letter_number" VARCHAR(120) NOT NULL,
    "security_class" VARCHAR(16) NOT NULL  /* PUBLIC: public\nLIMITED: limited\nCONFIDENTIAL: confidential\nTOP_SECRET: top_secret */,
    "total_quota" INT,
    "uid" VARCHAR(120) NOT NULL,
    "sequence" INT NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,
    "opened_at" TIMESTAMP,
    "closed_at" TIMESTAMP,
    "changed_at" TIMESTAMP NOT NULL,
    "revision" INT NOT NULL,
    "follow_up_of_id" CHAR(36) REFERENCES "meeting" ("id") ON DELETE RESTRICT,
    "organizer_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT
, "recurrence" VARCHAR(400) NOT NULL DEFAULT '', "split_from_id" CHAR(36) REFERENCES "meeting" ("id") ON DELETE RESTRICT, "answer_by" TIMESTAMP, "called_by" VARCHAR(8) NOT NULL  /* AGENCY: agency\nCHAIR: chair */ DEFAULT 'agency', "shows_roster" INT NOT NULL DEFAULT 0, "series_ends_at" TIMESTAMP, "online_seats" INT, "register_room_id" CHAR(36) REFERENCES "room" ("id") ON DELETE RESTRICT, "seating" VARCHAR(12)   /* THEATRE: theatre\nCLASSROOM: classroom\nU_SHAPE: u_shape\nBOARDROOM: boardroom\nBANQUET: banquet */, "online_made_by" VARCHAR(8) NOT NULL  /* MANUAL: manual\nJITSI: jitsi\nZOOM: zoom */ DEFAULT 'manual');
CREATE TABLE "agenda_item" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "position" INT NOT NULL,
    "title" VARCHAR(500) NOT NULL,
    "minutes" INT NOT NULL,
    "presenter" VARCHAR(400) NOT NULL,
    "description" TEXT NOT NULL,
    "confidential" INT NOT NULL,
    "state" VARCHAR(16) NOT NULL  /* PENDING: pending\nACTIVE: active\nDONE: done\nSKIPPED: skipped */,
    "started_at" TIMESTAMP,
    "finished_at" TIMESTAMP,
    "revision" INT NOT NULL,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "decision" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "number" INT NOT NULL,
    "text" TEXT NOT NULL,
    "due" DATE,
    "indicator" VARCHAR(1000) NOT NULL,
    "horizon" VARCHAR(8)   /* SHORT: short\nMIDDLE: middle\nLONG: long */,
    "funding_sources" JSON NOT NULL,
    "state" VARCHAR(8) NOT NULL  /* ACTIVE: active\nSTRUCK: struck */,
    "reason" VARCHAR(1000) NOT NULL,
    "recorded_at" TIMESTAMP NOT NULL,
    "revision" INT NOT NULL,
    "item_id" CHAR(36) REFERENCES "agenda_item" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "office" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "title" VARCHAR(250) NOT NULL,
    "level" VARCHAR(16)   /* POLITICAL: political\nJPT_UTAMA: jpt_utama\nJPT_MADYA: jpt_madya\nJPT_PRATAMA: jpt_pratama\nADMINISTRATOR: administrator\nPENGAWAS: pengawas\nFUNGSIONAL: fungsional\nPELAKSANA: pelaksana */,
    "precedence" INT NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "revision" INT NOT NULL,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT
, "kind_id" CHAR(36) REFERENCES "office_kind" ("id") ON DELETE RESTRICT, "rank_id" CHAR(36) REFERENCES "protocol_rank" ("id") ON DELETE RESTRICT);
CREATE TABLE "commitment" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "duty" VARCHAR(10) NOT NULL  /* OWNER: owner\nSUPPORTING: supporting */,
    "name" VARCHAR(250) NOT NULL,
    "short_name" VARCHAR(60) NOT NULL,
    "position" INT NOT NULL,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "decision_id" CHAR(36) NOT NULL REFERENCES "decision" ("id") ON DELETE CASCADE,
    "office_id" CHAR(36) REFERENCES "office" ("id") ON DELETE RESTRICT
);
CREATE TABLE "follow_up" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "state" VARCHAR(24) NOT NULL  /* NOT_STARTED: not_started\nACKNOWLEDGED: acknowledged\nIN_PROGRESS: in_progress\nBLOCKED: blocked\nPENDING_VERIFICATION: pending_verification\nDONE: done\nRETURNED: returned\nCANCELLED: cancelled */,
    "revision" INT NOT NULL,
    "commitment_id" CHAR(36) NOT NULL UNIQUE REFERENCES "commitment" ("id") ON DELETE RESTRICT
, "percent" INT NOT NULL DEFAULT 0, "taken_from_id" CHAR(36) REFERENCES "follow_up" ("id") ON DELETE RESTRICT);
CREATE TABLE "outgoing_mail" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "purpose" VARCHAR(160) NOT NULL,
    "meeting_id" CHAR(36),
    "subject_id" CHAR(36),
    "to_address" VARCHAR(254) NOT NULL,
    "to_name" VARCHAR(300) NOT NULL,
    "subject" VARCHAR(500) NOT NULL,
    "message_id" VARCHAR(200) NOT NULL,
    "message" BLOB NOT NULL,
    "state" VARCHAR(10) NOT NULL  /* HELD: held\nQUEUED: queued\nSENDING: sending\nSENT: sent\nRETRY: retry\nFAILED: failed\nBOUNCED: bounced */,
    "attempts" INT NOT NULL,
    "next_attempt_at" TIMESTAMP NOT NULL,
    "claimed_at" TIMESTAMP,
    "sent_at" TIMESTAMP,
    "detail" VARCHAR(1000) NOT NULL,
    "created_at" TIMESTAMP NOT NULL
, "sealed" INT NOT NULL DEFAULT 0);
CREATE TABLE "person" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "prefix_titles" VARCHAR(80) NOT NULL,
    "suffix_titles" VARCHAR(120) NOT NULL,
    "email" VARCHAR(254),
    "phone" VARCHAR(40) NOT NULL,
    "nip" VARCHAR(18) NOT NULL,
    "locale" VARCHAR(8) NOT NULL,
    "timezone" VARCHAR(40) NOT NULL,
    "revision" INT NOT NULL,
    "agency_id" CHAR(36) REFERENCES "agency" ("id") ON DELETE RESTRICT
, "nip_kind" VARCHAR(8) NOT NULL  /* PNS: pns\nPPPK: pppk */ DEFAULT 'pns', "erased_at" TIMESTAMP);
CREATE TABLE "account" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "password" VARCHAR(200) NOT NULL,
    "role" VARCHAR(16) NOT NULL  /* ADMIN: admin\nSECRETARIAT: secretariat\nORGANIZER: organizer\nPARTICIPANT: participant */,
    "active" INT NOT NULL,
    "revision" INT NOT NULL,
    "person_id" CHAR(36) NOT NULL UNIQUE REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "api_token" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "digest" VARCHAR(64) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "scopes" JSON NOT NULL,
    "expires_at" TIMESTAMP,
    "created_at" TIMESTAMP NOT NULL,
    "account_id" CHAR(36) NOT NULL REFERENCES "account" ("id") ON DELETE CASCADE
, "last_seen_at" TIMESTAMP);
CREATE TABLE "invitation" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "email" VARCHAR(254) NOT NULL,
    "name" VARCHAR(400) NOT NULL,
    "office_title" VARCHAR(250) NOT NULL,
    "agency_name" VARCHAR(200) NOT NULL,
    "part" VARCHAR(24) NOT NULL  /* ORGANIZER: organizer\nSECRETARIAT: secretariat\nCHAIR: chair\nMEETING_SECRETARY: meeting_secretary\nMINUTE_TAKER: minute_taker\nCHECK_IN_OFFICER: check_in_officer\nSPEAKER: speaker\nMODERATOR: moderator\nOPENER: opener\nPARTICIPANT: participant\nOBSERVER: observer\nGUEST: guest\nAIDE: aide\nPR_OFFICER: pr_officer */,
    "delegation" VARCHAR(24) NOT NULL  /* ALLOWED: allowed\nALLOWED_WITH_LETTER: allowed_with_letter\nSAME_RANK: same_rank\nNOT_ALLOWED: not_allowed */,
    "precedence" INT NOT NULL,
    "token_digest" VARCHAR(64) NOT NULL,
    "mail_digest" VARCHAR(64) NOT NULL,
    "code_digest" VARCHAR(64) NOT NULL,
    "generation" INT NOT NULL,
    "status" VARCHAR(16) NOT NULL  /* NO_RESPONSE: no_response\nACCEPTED: accepted\nDECLINED: declined\nTENTATIVE: tentative\nDELEGATED: delegated\nWITHDRAWN: withdrawn */,
    "mode" VARCHAR(8)   /* ROOM: room\nONLINE: online */,
    "comment" TEXT NOT NULL,
    "answered_at" TIMESTAMP,
    "via" VARCHAR(16) NOT NULL,
    "last_sequence" INT,
    "last_dtstamp" TIMESTAMP,
    "reset_sequence" INT NOT NULL,
    "sent_sequence" INT,
    "sent_at" TIMESTAMP,
    "letter_due" VARCHAR(16) NOT NULL,
    "letters" INT NOT NULL,
    "opened_at" TIMESTAMP,
    "created_at" TIMESTAMP NOT NULL,
    "revision" INT NOT NULL,
    "agency_id" CHAR(36) REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "office_id" CHAR(36) REFERENCES "office" ("id") ON DELETE RESTRICT,
    "person_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT
, "held" INT NOT NULL DEFAULT 0, "letter_note" VARCHAR(2000) NOT NULL DEFAULT '', "told_revision" INT, "delegated_from_id" CHAR(36) REFERENCES "invitation" ("id") ON DELETE RESTRICT, "only_on" TIMESTAMP, "is_group" INT NOT NULL DEFAULT 0);
CREATE TABLE "head" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "key" VARCHAR(500) NOT NULL,
    "name" VARCHAR(400) NOT NULL,
    "office_title" VARCHAR(250) NOT NULL,
    "agency_name" VARCHAR(200) NOT NULL,
    "representing" VARCHAR(400) NOT NULL,
    "walk_in" INT NOT NULL,
    "room" INT NOT NULL,
    "online" INT NOT NULL,
    "first_at" TIMESTAMP NOT NULL,
    "last_out_at" TIMESTAMP,
    "precedence" INT NOT NULL,
    "agency_id" CHAR(36) REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "invitation_id" CHAR(36) REFERENCES "invitation" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "person_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT
, "tally" VARCHAR(12) NOT NULL  /* HEAD: head\nCOMPANION: companion\nNONE: none */ DEFAULT 'head', "admission" VARCHAR(12) NOT NULL  /* ADMITTED: admitted\nHELD: held\nTURNED_AWAY: turned_away */ DEFAULT 'admitted', "companion_of_id" CHAR(36) REFERENCES "head" ("id") ON DELETE RESTRICT, "companion" INT NOT NULL DEFAULT 0);
CREATE TABLE "meeting_part" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "part" VARCHAR(24) NOT NULL  /* ORGANIZER: organizer\nSECRETARIAT: secretariat\nCHAIR: chair\nMEETING_SECRETARY: meeting_secretary\nMINUTE_TAKER: minute_taker\nCHECK_IN_OFFICER: check_in_officer\nSPEAKER: speaker\nMODERATOR: moderator\nOPENER: opener\nPARTICIPANT: participant\nOBSERVER: observer\nGUEST: guest\nAIDE: aide\nPR_OFFICER: pr_officer */,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "minutes" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "version" INT NOT NULL,
    "state" VARCHAR(16) NOT NULL  /* DRAFT: draft\nIN_REVIEW: in_review\nNEEDS_REVISION: needs_revision\nAPPROVED: approved\nSIGNED: signed\nDISTRIBUTED: distributed\nAMENDED: amended */,
    "journal_seq" BIGINT NOT NULL,
    "content" JSON NOT NULL,
    "drafted_at" TIMESTAMP NOT NULL,
    "submitted_at" TIMESTAMP,
    "approved_at" TIMESTAMP,
    "distributed_at" TIMESTAMP,
    "comment" TEXT NOT NULL,
    "revision" INT NOT NULL,
    "approved_by_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "drafted_by_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
, "reason" TEXT NOT NULL DEFAULT '', "corrections_until" TIMESTAMP, "stand_in_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT, "authority" JSON);
CREATE TABLE "note" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "body" JSON NOT NULL,
    "revision" INT NOT NULL,
    "by_name" VARCHAR(300) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "item_id" CHAR(36) NOT NULL UNIQUE REFERENCES "agenda_item" ("id") ON DELETE CASCADE
);
CREATE TABLE "note_revision" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "revision" INT NOT NULL,
    "body" JSON NOT NULL,
    "by_name" VARCHAR(300) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "note_id" CHAR(36) NOT NULL REFERENCES "note" ("id") ON DELETE CASCADE
);
CREATE TABLE "office_holder" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "holding" VARCHAR(20) NOT NULL  /* SUBSTANTIVE: substantive\nACTING_VACANT: acting_vacant\nACTING_TEMPORARY: acting_temporary\nCARETAKER: caretaker */,
    "valid_from" DATE,
    "valid_until" DATE,
    "office_id" CHAR(36) NOT NULL REFERENCES "office" ("id") ON DELETE CASCADE,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
, "decree_number" VARCHAR(120) NOT NULL DEFAULT '');
CREATE TABLE "quota" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "seats" INT NOT NULL,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "scan" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "channel" VARCHAR(8) NOT NULL  /* ROOM: room\nONLINE: online */,
    "direction" VARCHAR(4) NOT NULL  /* IN: in\nOUT: out */,
    "outcome" VARCHAR(10) NOT NULL  /* ACCEPTED: accepted\nDUPLICATE: duplicate\nREFUSED: refused */,
    "reason" VARCHAR(40) NOT NULL,
    "method" VARCHAR(16) NOT NULL,
    "device" VARCHAR(80) NOT NULL,
    "nonce" VARCHAR(80) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "recorded_at" TIMESTAMP NOT NULL,
    "head_id" CHAR(36) REFERENCES "head" ("id") ON DELETE CASCADE,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "officer_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT
, "voids_id" CHAR(36) REFERENCES "scan" ("id") ON DELETE RESTRICT, "note" VARCHAR(500) NOT NULL DEFAULT '', "enrolled_id" CHAR(36) REFERENCES "device" ("id") ON DELETE RESTRICT, "said_at" TIMESTAMP);
CREATE TABLE "session" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "digest" VARCHAR(64) NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "agent" VARCHAR(200) NOT NULL,
    "account_id" CHAR(36) NOT NULL REFERENCES "account" ("id") ON DELETE CASCADE
, "last_seen_at" TIMESTAMP);
CREATE TABLE "stream" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "epoch" VARCHAR(16) NOT NULL,
    "last_seq" BIGINT NOT NULL
);
CREATE TABLE "office_kind" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "code" VARCHAR(40) NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "aliases" JSON NOT NULL,
    "revision" INT NOT NULL
);
CREATE TABLE "protocol_rank" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "position" INT NOT NULL,
    "title" VARCHAR(250) NOT NULL,
    "level" VARCHAR(16)   /* POLITICAL: political\nJPT_UTAMA: jpt_utama\nJPT_MADYA: jpt_madya\nJPT_PRATAMA: jpt_pratama\nADMINISTRATOR: administrator\nPENGAWAS: pengawas\nFUNGSIONAL: fungsional\nPELAKSANA: pelaksana */,
    "source" VARCHAR(120) NOT NULL,
    "revision" INT NOT NULL
);
CREATE TABLE "agency_name" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "short_name" VARCHAR(60) NOT NULL,
    "valid_until" DATE NOT NULL,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE CASCADE
);
CREATE TABLE "person_address" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "email" VARCHAR(254) NOT NULL,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE TABLE "region" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "code" VARCHAR(8) NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "kind" VARCHAR(16) NOT NULL  /* PROVINCE: province\nREGENCY: regency\nCITY: city */,
    "unit" VARCHAR(8) NOT NULL,
    "iso_code" VARCHAR(8) NOT NULL,
    "bps_code" VARCHAR(8) NOT NULL,
    "timezone" VARCHAR(40) NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_until" DATE,
    "source" VARCHAR(160) NOT NULL,
    "revision" INT NOT NULL,
    "predecessor_id" CHAR(36) REFERENCES "region" ("id") ON DELETE RESTRICT
);
CREATE TABLE "saved_group" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(160) NOT NULL,
    "regions" JSON NOT NULL,
    "agency_kinds" JSON NOT NULL,
    "revision" INT NOT NULL,
    "agency_id" CHAR(36) REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "office_kind_id" CHAR(36) NOT NULL REFERENCES "office_kind" ("id") ON DELETE RESTRICT
);
CREATE TABLE "totp" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "sealed" VARCHAR(300) NOT NULL,
    "confirmed_at" TIMESTAMP,
    "last_step" BIGINT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "account_id" CHAR(36) NOT NULL UNIQUE REFERENCES "account" ("id") ON DELETE CASCADE
);
CREATE TABLE "recovery_code" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "digest" VARCHAR(64) NOT NULL,
    "account_id" CHAR(36) NOT NULL REFERENCES "account" ("id") ON DELETE CASCADE
);
CREATE TABLE "passkey" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "credential" VARCHAR(1400) NOT NULL,
    "public_key" BLOB NOT NULL,
    "sign_count" BIGINT NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "last_used_at" TIMESTAMP,
    "account_id" CHAR(36) NOT NULL REFERENCES "account" ("id") ON DELETE CASCADE
);
CREATE TABLE "link_wish" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "purpose" VARCHAR(16) NOT NULL  /* RESET: reset\nSIGN_IN: sign_in\nINVITATION: invitation */,
    "email" VARCHAR(254) NOT NULL,
    "browser" VARCHAR(64) NOT NULL,
    "next" VARCHAR(500) NOT NULL,
    "created_at" TIMESTAMP NOT NULL
);
CREATE TABLE "mailed_link" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "digest" VARCHAR(64) NOT NULL,
    "purpose" VARCHAR(16) NOT NULL  /* RESET: reset\nSIGN_IN: sign_in\nINVITATION: invitation */,
    "bound" VARCHAR(64) NOT NULL,
    "browser" VARCHAR(64) NOT NULL,
    "next" VARCHAR(500) NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "account_id" CHAR(36) NOT NULL REFERENCES "account" ("id") ON DELETE CASCADE
);
CREATE TABLE "sign_in_step" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "digest" VARCHAR(64) NOT NULL,
    "kind" VARCHAR(16) NOT NULL  /* SECOND: second\nPASSKEY: passkey\nNEW_PASSKEY: new_passkey\nPROVIDER: provider */,
    "data" JSON NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "account_id" CHAR(36) REFERENCES "account" ("id") ON DELETE CASCADE
);
CREATE TABLE "provider_subject" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "issuer" VARCHAR(300) NOT NULL,
    "subject" VARCHAR(255) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "account_id" CHAR(36) NOT NULL REFERENCES "account" ("id") ON DELETE CASCADE
);
CREATE TABLE "import_job" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "kind" VARCHAR(16)   /* AGENCIES: agencies\nOFFICES: offices\nPEOPLE: people\nHOLDERS: holders\nREGIONS: regions */,
    "filename" VARCHAR(200) NOT NULL,
    "state" VARCHAR(16) NOT NULL  /* UPLOADED: uploaded\nCHECKING: checking\nREADY: ready\nREFUSED: refused\nAPPLYING: applying\nDONE: done\nFAILED: failed */,
    "locale" VARCHAR(8) NOT NULL,
    "rights" JSON NOT NULL,
    "total" INT NOT NULL,
    "done" INT NOT NULL,
    "counts" JSON NOT NULL,
    "message" VARCHAR(500) NOT NULL,
    "content" BLOB,
    "report" BLOB,
    "created_at" TIMESTAMP NOT NULL,
    "claimed_at" TIMESTAMP,
    "finished_at" TIMESTAMP,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "privacy_request" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "kind" VARCHAR(16) NOT NULL  /* CORRECTION: correction\nERASURE: erasure\nRESTRICTION: restriction\nOBJECTION: objection */,
    "wish" JSON NOT NULL,
    "reason" TEXT NOT NULL,
    "state" VARCHAR(8) NOT NULL  /* OPEN: open\nDONE: done\nREFUSED: refused */,
    "created_at" TIMESTAMP NOT NULL,
    "due_at" TIMESTAMP NOT NULL,
    "answer" TEXT NOT NULL,
    "answered_at" TIMESTAMP,
    "answered_by_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "erasure" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "reason" TEXT NOT NULL,
    "state" VARCHAR(8) NOT NULL  /* PROPOSED: proposed\nDONE: done\nREFUSED: refused */,
    "asked_at" TIMESTAMP NOT NULL,
    "decided_at" TIMESTAMP,
    "answer" TEXT NOT NULL,
    "outcome" JSON NOT NULL,
    "asked_by_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT,
    "decided_by_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT,
    "request_id" CHAR(36) REFERENCES "privacy_request" ("id") ON DELETE RESTRICT
);
CREATE TABLE "legal_hold" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "reason" VARCHAR(500) NOT NULL,
    "placed_at" TIMESTAMP NOT NULL,
    "lifted_at" TIMESTAMP,
    "meeting_id" CHAR(36) REFERENCES "meeting" ("id") ON DELETE RESTRICT,
    "person_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "placed_by_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "retention_rule" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "kind" VARCHAR(24) NOT NULL  /* OUTGOING_MAIL: outgoing_mail\nINCOMING_MAIL: incoming_mail\nRSVP_COMMENT: rsvp_comment\nSCAN_DEVICE: scan_device\nWALK_IN: walk_in\nSESSION: session\nAPI_TOKEN: api_token\nFAILED_ATTEMPT: failed_attempt\nKEPT_ANSWER: kept_answer\nATTENDANCE: attendance\nMINUTES: minutes\nJOURNAL: journal */,
    "months" INT NOT NULL,
    "disposal" VARCHAR(12) NOT NULL  /* DELETE: delete\nANONYMISE: anonymise\nKEEP: keep */,
    "basis" VARCHAR(300) NOT NULL,
    "held" INT NOT NULL,
    "hold_reason" VARCHAR(300) NOT NULL,
    "revision" INT NOT NULL
);
CREATE TABLE "destruction" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "number" INT NOT NULL,
    "state" VARCHAR(8) NOT NULL  /* PROPOSED: proposed\nAPPROVED: approved\nDONE: done\nREFUSED: refused */,
    "proposed_at" TIMESTAMP NOT NULL,
    "decided_at" TIMESTAMP,
    "answer" TEXT NOT NULL,
    "finished_at" TIMESTAMP,
    "decided_by_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "proposed_by_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "destruction_line" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "kind" VARCHAR(24) NOT NULL  /* OUTGOING_MAIL: outgoing_mail\nINCOMING_MAIL: incoming_mail\nRSVP_COMMENT: rsvp_comment\nSCAN_DEVICE: scan_device\nWALK_IN: walk_in\nSESSION: session\nAPI_TOKEN: api_token\nFAILED_ATTEMPT: failed_attempt\nKEPT_ANSWER: kept_answer\nATTENDANCE: attendance\nMINUTES: minutes\nJOURNAL: journal */,
    "disposal" VARCHAR(12) NOT NULL  /* DELETE: delete\nANONYMISE: anonymise\nKEEP: keep */,
    "months" INT NOT NULL,
    "basis" VARCHAR(300) NOT NULL,
    "until" TIMESTAMP NOT NULL,
    "due" INT NOT NULL,
    "done" INT NOT NULL,
    "destruction_id" CHAR(36) NOT NULL REFERENCES "destruction" ("id") ON DELETE CASCADE
);
CREATE TABLE "destruction_batch" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "at" TIMESTAMP NOT NULL,
    "marks" JSON NOT NULL,
    "line_id" CHAR(36) NOT NULL REFERENCES "destruction_line" ("id") ON DELETE CASCADE
);
CREATE TABLE "notice_part" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "part" VARCHAR(16) NOT NULL  /* CONTROLLER: controller\nCONTACT: contact\nPURPOSES: purposes\nBASIS: basis\nPROCESSORS: processors\nRIGHTS: rights */,
    "text_id" TEXT NOT NULL,
    "text_en" TEXT NOT NULL,
    "changed_at" TIMESTAMP NOT NULL,
    "revision" INT NOT NULL
);
CREATE TABLE "consent" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "purpose" VARCHAR(16) NOT NULL  /* WHATSAPP: whatsapp\nPHOTO: photo */,
    "version" INT NOT NULL,
    "words" VARCHAR(500) NOT NULL,
    "given_at" TIMESTAMP NOT NULL,
    "withdrawn_at" TIMESTAMP,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "breach" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "title" VARCHAR(200) NOT NULL,
    "found_at" TIMESTAMP NOT NULL,
    "data" TEXT NOT NULL,
    "people" INT,
    "cause" TEXT NOT NULL,
    "measures" TEXT NOT NULL,
    "to_subjects" TEXT NOT NULL,
    "to_authority" TEXT NOT NULL,
    "state" VARCHAR(8) NOT NULL  /* OPEN: open\nCLOSED: closed */,
    "recorded_at" TIMESTAMP NOT NULL,
    "authority_told_at" TIMESTAMP,
    "subjects_told_at" TIMESTAMP,
    "closed_at" TIMESTAMP,
    "revision" INT NOT NULL,
    "recorded_by_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "breach_subject" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "told_at" TIMESTAMP,
    "breach_id" CHAR(36) NOT NULL REFERENCES "breach" ("id") ON DELETE CASCADE,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE person_word (
        word TEXT NOT NULL, person_id CHAR(36) NOT NULL REFERENCES person (id) ON DELETE CASCADE,
        PRIMARY KEY (word, person_id)) WITHOUT ROWID;
CREATE TABLE name_word (number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
CREATE VIRTUAL TABLE person_search USING fts5 (
        word, content='name_word', content_rowid='number', tokenize='trigram', detail='none');
CREATE TABLE "mailbox" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(250) NOT NULL,
    "validity" BIGINT NOT NULL,
    "last_uid" BIGINT NOT NULL
, "claimed_by" CHAR(36), "claimed_until" TIMESTAMP);
CREATE TABLE "dead_address" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "address" VARCHAR(254) NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "detail" VARCHAR(1000) NOT NULL,
    "since" TIMESTAMP NOT NULL
);
CREATE TABLE "occurrence" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "recurrence_id" TIMESTAMP NOT NULL,
    "state" VARCHAR(12) NOT NULL  /* CHANGED: changed\nCANCELLED: cancelled\nADDED: added */,
    "starts_at" TIMESTAMP NOT NULL,
    "ends_at" TIMESTAMP NOT NULL,
    "title" VARCHAR(300) NOT NULL,
    "room" VARCHAR(120) NOT NULL,
    "venue_name" VARCHAR(200) NOT NULL,
    "venue_address" VARCHAR(300) NOT NULL,
    "venue_region" VARCHAR(100) NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,
    "sequence" INT NOT NULL,
    "revision" INT NOT NULL,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "told_facts" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "revision" INT NOT NULL,
    "facts" JSON NOT NULL,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "occurrence_answer" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "recurrence_id" TIMESTAMP NOT NULL,
    "status" VARCHAR(16) NOT NULL  /* NO_RESPONSE: no_response\nACCEPTED: accepted\nDECLINED: declined\nTENTATIVE: tentative\nDELEGATED: delegated\nWITHDRAWN: withdrawn */,
    "mode" VARCHAR(8)   /* ROOM: room\nONLINE: online */,
    "comment" TEXT NOT NULL,
    "answered_at" TIMESTAMP,
    "via" VARCHAR(16) NOT NULL,
    "last_sequence" INT,
    "last_dtstamp" TIMESTAMP,
    "reset_sequence" INT NOT NULL,
    "invitation_id" CHAR(36) NOT NULL REFERENCES "invitation" ("id") ON DELETE CASCADE
);
CREATE TABLE "delegation_step" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "meeting_id" CHAR(36) NOT NULL,
    "made_seat" INT NOT NULL,
    "name" VARCHAR(400) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "office_title" VARCHAR(250) NOT NULL,
    "note" VARCHAR(1000) NOT NULL,
    "answer_by" TIMESTAMP,
    "state" VARCHAR(16) NOT NULL  /* PROPOSED: proposed\nACCEPTED: accepted\nREJECTED: rejected\nREVOKED: revoked\nCOMPLETED: completed */,
    "reason" VARCHAR(1000) NOT NULL,
    "via" VARCHAR(16) NOT NULL,
    "letter_number" VARCHAR(120) NOT NULL,
    "letter_date" DATE,
    "letter_signer" VARCHAR(400) NOT NULL,
    "letter_filename" VARCHAR(200) NOT NULL,
    "letter_type" VARCHAR(80) NOT NULL,
    "letter_sha256" VARCHAR(64) NOT NULL,
    "letter_content" BLOB,
    "proposed_by" CHAR(36),
    "decided_by" CHAR(36),
    "decided_at" TIMESTAMP,
    "created_at" TIMESTAMP NOT NULL,
    "revision" INT NOT NULL,
    "agency_id" CHAR(36) REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "deputy_id" CHAR(36) REFERENCES "invitation" ("id") ON DELETE CASCADE,
    "invitation_id" CHAR(36) NOT NULL REFERENCES "invitation" ("id") ON DELETE CASCADE,
    "office_id" CHAR(36) REFERENCES "office" ("id") ON DELETE RESTRICT,
    "person_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "proposal" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "mail_id" CHAR(36),
    "recurrence_id" TIMESTAMP,
    "starts_at" TIMESTAMP NOT NULL,
    "ends_at" TIMESTAMP NOT NULL,
    "comment" TEXT NOT NULL,
    "sequence" INT NOT NULL,
    "state" VARCHAR(12) NOT NULL  /* OPEN: open\nACCEPTED: accepted\nDECLINED: declined\nOUTDATED: outdated */,
    "answer" VARCHAR(1000) NOT NULL,
    "decided_by" CHAR(36),
    "decided_at" TIMESTAMP,
    "received_at" TIMESTAMP NOT NULL,
    "invitation_id" CHAR(36) NOT NULL REFERENCES "invitation" ("id") ON DELETE CASCADE,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "enclosure" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "source" VARCHAR(80) NOT NULL,
    "filename" VARCHAR(200) NOT NULL,
    "content_type" VARCHAR(80) NOT NULL,
    "content" BLOB NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "invitation_id" CHAR(36) REFERENCES "invitation" ("id") ON DELETE CASCADE,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "feed" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "generation" INT NOT NULL,
    "token_digest" VARCHAR(64) NOT NULL,
    "created_by" CHAR(36),
    "created_at" TIMESTAMP NOT NULL,
    "last_read_at" TIMESTAMP,
    "revoked_at" TIMESTAMP,
    "agency_id" CHAR(36) REFERENCES "agency" ("id") ON DELETE CASCADE,
    "person_id" CHAR(36) REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE TABLE "reminder_plan" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "kind" VARCHAR(10) NOT NULL  /* ANSWER: answer\nMEETING: meeting\nJOIN: join */,
    "minutes_before" INT NOT NULL,
    "active" INT NOT NULL,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "letter_template" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(120) NOT NULL,
    "parent_line" VARCHAR(200) NOT NULL,
    "heading" VARCHAR(200) NOT NULL,
    "address" JSON NOT NULL,
    "logo" BLOB,
    "logo_type" VARCHAR(20) NOT NULL,
    "font" VARCHAR(40) NOT NULL  /* LIBERTINUS: Libertinus Serif\nCOMPUTER_MODERN: New Computer Modern */,
    "font_size" INT NOT NULL,
    "paper" VARCHAR(4) NOT NULL  /* A4: a4\nF4: f4 */,
    "addressee_place" VARCHAR(8) NOT NULL  /* LEFT: left\nRIGHT: right */,
    "opening" TEXT NOT NULL,
    "closing" TEXT NOT NULL,
    "number_pattern" VARCHAR(120) NOT NULL,
    "position_code" VARCHAR(40) NOT NULL,
    "unit_code" VARCHAR(40) NOT NULL,
    "archive_class_code" VARCHAR(40) NOT NULL,
    "city" VARCHAR(80) NOT NULL,
    "signing_mode" VARCHAR(8) NOT NULL  /* OWN: own\nON_BEHALF: a_n\nBELOW: u_b\nACTING_VACANT: plt\nACTING_TEMPORARY: plh\nCARETAKER: pj */,
    "chain" JSON NOT NULL,
    "copies" JSON NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "revision" INT NOT NULL,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "signer_office_id" CHAR(36) REFERENCES "office" ("id") ON DELETE RESTRICT
, "follows_look" INT NOT NULL DEFAULT 0);
CREATE TABLE "letter_number" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "scope" VARCHAR(20) NOT NULL  /* INVITATION: invitation\nMEMO: memo\nOFFICIAL_RECORD: official_record */,
    "year" INT NOT NULL,
    "first_seq" INT NOT NULL,
    "seq" INT NOT NULL,
    "text" VARCHAR(120) NOT NULL,
    "state" VARCHAR(12) NOT NULL  /* RESERVED: reserved\nISSUED: issued\nVOID: void */,
    "reason" VARCHAR(500) NOT NULL,
    "letter" CHAR(36),
    "taken_by" CHAR(36),
    "taken_at" TIMESTAMP NOT NULL,
    "settled_at" TIMESTAMP,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT
);
CREATE TABLE "official_letter" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "state" VARCHAR(12) NOT NULL  /* DRAFT: draft\nIN_REVIEW: in_review\nAPPROVED: approved\nISSUED: issued\nVOID: void */,
    "subject" VARCHAR(300) NOT NULL,
    "urgency" VARCHAR(12) NOT NULL  /* ORDINARY: ordinary\nIMPORTANT: important\nURGENT: urgent\nVERY_URGENT: very_urgent */,
    "security_class" VARCHAR(16) NOT NULL  /* PUBLIC: public\nLIMITED: limited\nCONFIDENTIAL: confidential\nTOP_SECRET: top_secret */,
    "archive_class_code" VARCHAR(40) NOT NULL,
    "position_code" VARCHAR(40) NOT NULL,
    "opening" TEXT NOT NULL,
    "closing" TEXT NOT NULL,
    "leader" VARCHAR(400) NOT NULL,
    "dress" VARCHAR(200) NOT NULL,
    "agenda" VARCHAR(1000) NOT NULL,
    "addressee_mode" VARCHAR(8) NOT NULL  /* LIST: list\nSINGLE: single */,
    "copies" JSON NOT NULL,
    "signing_mode" VARCHAR(8) NOT NULL  /* OWN: own\nON_BEHALF: a_n\nBELOW: u_b\nACTING_VACANT: plt\nACTING_TEMPORARY: plh\nCARETAKER: pj */,
    "chain" JSON NOT NULL,
    "signer_title" VARCHAR(250) NOT NULL,
    "signer_name" VARCHAR(400) NOT NULL,
    "signer_below" JSON NOT NULL,
    "acting_from" DATE,
    "acting_until" DATE,
    "decree_number" VARCHAR(120) NOT NULL,
    "city" VARCHAR(80) NOT NULL,
    "dated" DATE,
    "number" VARCHAR(120) NOT NULL,
    "external_number" VARCHAR(120) NOT NULL,
    "attach_to_mail" INT NOT NULL,
    "content" JSON,
    "issued_at" TIMESTAMP,
    "void_reason" VARCHAR(500) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "revision" INT NOT NULL,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "drafted_by_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT,
    "issued_by_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "signer_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "template_id" CHAR(36) REFERENCES "letter_template" ("id") ON DELETE RESTRICT
);
CREATE TABLE "letter_step" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "position" INT NOT NULL,
    "state" VARCHAR(12) NOT NULL  /* WAITING: waiting\nAPPROVED: approved\nRETURNED: returned */,
    "comment" TEXT NOT NULL,
    "decided_at" TIMESTAMP,
    "letter_id" CHAR(36) NOT NULL REFERENCES "official_letter" ("id") ON DELETE CASCADE,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "letter_file" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "form" VARCHAR(8) NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "content" BLOB NOT NULL,
    "letter_id" CHAR(36) NOT NULL REFERENCES "official_letter" ("id") ON DELETE CASCADE
);
CREATE TABLE "letter_bundle" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "form" VARCHAR(4) NOT NULL  /* PDF: pdf\nZIP: zip\nDOCX: docx */,
    "state" VARCHAR(8) NOT NULL  /* WAITING: waiting\nWORKING: working\nREADY: ready\nFAILED: failed */,
    "done" INT NOT NULL,
    "total" INT NOT NULL,
    "message" VARCHAR(500) NOT NULL,
    "content" BLOB,
    "asked_by" CHAR(36),
    "asked_at" TIMESTAMP NOT NULL,
    "claimed_at" TIMESTAMP,
    "letter_id" CHAR(36) NOT NULL REFERENCES "official_letter" ("id") ON DELETE CASCADE
);
CREATE TABLE "speaking_plan" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "turn_seconds" INT NOT NULL,
    "agency_seconds" INT NOT NULL,
    "takes_requests" INT NOT NULL,
    "revision" INT NOT NULL,
    "meeting_id" CHAR(36) NOT NULL UNIQUE REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "turn" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(400) NOT NULL,
    "office_title" VARCHAR(250) NOT NULL,
    "agency_name" VARCHAR(200) NOT NULL,
    "agency_short_name" VARCHAR(60) NOT NULL,
    "category" VARCHAR(16) NOT NULL  /* POINT_OF_ORDER: point_of_order\nREPLY: reply\nQUESTION: question\nSTATEMENT: statement */,
    "channel" VARCHAR(8)   /* ROOM: room\nONLINE: online */,
    "topic" VARCHAR(300) NOT NULL,
    "state" VARCHAR(10) NOT NULL  /* WAITING: waiting\nSPEAKING: speaking\nDONE: done\nWITHDRAWN: withdrawn\nREFUSED: refused */,
    "position" INT NOT NULL,
    "requested_at" TIMESTAMP NOT NULL,
    "started_at" TIMESTAMP,
    "running_since" TIMESTAMP,
    "spent_ms" INT NOT NULL,
    "allowed_seconds" INT NOT NULL,
    "finished_at" TIMESTAMP,
    "reason" VARCHAR(500) NOT NULL,
    "revision" INT NOT NULL,
    "agency_id" CHAR(36) REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "item_id" CHAR(36) REFERENCES "agenda_item" ("id") ON DELETE SET NULL,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "person_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "vote" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "number" INT NOT NULL,
    "question" TEXT NOT NULL,
    "secret" INT NOT NULL,
    "majority" VARCHAR(12) NOT NULL  /* SIMPLE: simple\nABSOLUTE: absolute\nTWO_THIRDS: two_thirds\nCONSENSUS: consensus */,
    "state" VARCHAR(10) NOT NULL  /* PREPARED: prepared\nOPEN: open\nCLOSED: closed\nPUBLISHED: published\nWITHDRAWN: withdrawn */,
    "entitled" INT NOT NULL,
    "opened_at" TIMESTAMP,
    "closed_at" TIMESTAMP,
    "published_at" TIMESTAMP,
    "result" JSON,
    "reason" VARCHAR(500) NOT NULL,
    "revision" INT NOT NULL,
    "decision_id" CHAR(36) REFERENCES "decision" ("id") ON DELETE RESTRICT,
    "item_id" CHAR(36) REFERENCES "agenda_item" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "vote_option" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "key" VARCHAR(16) NOT NULL,
    "text" VARCHAR(300) NOT NULL,
    "position" INT NOT NULL,
    "vote_id" CHAR(36) NOT NULL REFERENCES "vote" ("id") ON DELETE CASCADE
);
CREATE TABLE "entitlement" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "short_name" VARCHAR(60) NOT NULL,
    "cast" INT NOT NULL,
    "by_name" VARCHAR(400) NOT NULL,
    "at" TIMESTAMP,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "vote_id" CHAR(36) NOT NULL REFERENCES "vote" ("id") ON DELETE CASCADE
);
CREATE TABLE "ballot" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "choice" VARCHAR(16) NOT NULL,
    "vote_id" CHAR(36) NOT NULL REFERENCES "vote" ("id") ON DELETE CASCADE,
    "entitlement_id" CHAR(36)  UNIQUE REFERENCES "entitlement" ("id") ON DELETE CASCADE
);
CREATE TABLE "note_lease" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(300) NOT NULL,
    "page" VARCHAR(40) NOT NULL,
    "until" TIMESTAMP NOT NULL,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
    "item_id" CHAR(36) NOT NULL UNIQUE REFERENCES "agenda_item" ("id") ON DELETE CASCADE
);
CREATE TABLE "unsaved_note" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "page" VARCHAR(40) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "item_id" CHAR(36) NOT NULL REFERENCES "agenda_item" ("id") ON DELETE CASCADE,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE TABLE "serving" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "place" VARCHAR(120) NOT NULL,
    "pid" INT NOT NULL,
    "seen_at" TIMESTAMP NOT NULL,
    "sockets" BLOB NOT NULL,
    "stamp" INT NOT NULL
);
CREATE TABLE "present" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "count" INT NOT NULL,
    "people" BLOB NOT NULL,
    "agencies" BLOB NOT NULL,
    "stamp" INT NOT NULL,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "serving_id" CHAR(36) NOT NULL REFERENCES "serving" ("id") ON DELETE CASCADE
);
CREATE TABLE "material" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "title" VARCHAR(300) NOT NULL,
    "position" INT NOT NULL,
    "version" INT NOT NULL,
    "removed_at" TIMESTAMP,
    "revision" INT NOT NULL,
    "item_id" CHAR(36) REFERENCES "agenda_item" ("id") ON DELETE SET NULL,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "material_version" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "number" INT NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "kind" VARCHAR(8) NOT NULL  /* PDF: pdf\nDOCX: docx\nXLSX: xlsx\nPPTX: pptx\nODT: odt\nODS: ods\nODP: odp\nJPG: jpg\nPNG: png\nWEBP: webp\nTXT: txt\nCSV: csv */,
    "size" INT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "material_id" CHAR(36) NOT NULL REFERENCES "material" ("id") ON DELETE CASCADE
);
CREATE TABLE "device" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(80) NOT NULL,
    "code_digest" VARCHAR(64) NOT NULL,
    "code_until" TIMESTAMP NOT NULL,
    "key_digest" VARCHAR(64),
    "invited_at" TIMESTAMP NOT NULL,
    "enrolled_at" TIMESTAMP,
    "seen_at" TIMESTAMP,
    "revoked_at" TIMESTAMP,
    "wiped_at" TIMESTAMP,
    "waiting" INT NOT NULL,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "officer_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "signature" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "nonce" VARCHAR(80) NOT NULL,
    "strokes" TEXT NOT NULL,
    "width" INT NOT NULL,
    "height" INT NOT NULL,
    "device" VARCHAR(80) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "head_id" CHAR(36) NOT NULL REFERENCES "head" ("id") ON DELETE CASCADE,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "attendance_plan" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "quorum_rule" VARCHAR(12) NOT NULL  /* NONE: none\nAGENCIES: agencies\nSEATS: seats\nWEIGHTS: weights */,
    "numerator" INT NOT NULL,
    "denominator" INT NOT NULL,
    "least" INT NOT NULL,
    "quorum_kinds" JSON NOT NULL,
    "walk_ins" VARCHAR(8) NOT NULL  /* ADMIT: admit\nHOLD: hold\nREFUSE: refuse */,
    "self_check_in" INT NOT NULL,
    "least_online_minutes" INT NOT NULL,
    "late_minutes" INT NOT NULL,
    "early_minutes" INT NOT NULL,
    "training_hours" INT NOT NULL,
    "nominate_until" TIMESTAMP,
    "revision" INT NOT NULL,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
, "quorum_since" TIMESTAMP);
CREATE TABLE "agency_weight" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "weight" INT NOT NULL,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "online_report" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "filename" VARCHAR(200) NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "row_count" INT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "officer_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "online_visit" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "key" VARCHAR(64) NOT NULL,
    "name" VARCHAR(400) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "joined_at" TIMESTAMP NOT NULL,
    "left_at" TIMESTAMP,
    "matched_by" VARCHAR(12) NOT NULL  /* NOBODY: \nLINK: link\nEMAIL: email\nNAME: name\nMANUAL: manual\nGUEST: guest\nIGNORED: ignored */,
    "score" INT NOT NULL,
    "head_id" CHAR(36) REFERENCES "head" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
, "session" VARCHAR(120) NOT NULL DEFAULT '', "generation" INT NOT NULL DEFAULT 0, "by_hand" INT NOT NULL DEFAULT 0, "told_by" CHAR(36));
CREATE TABLE "nomination_link" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "digest" VARCHAR(64) NOT NULL,
    "generation" INT NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "sent_at" TIMESTAMP,
    "opened_at" TIMESTAMP,
    "revoked_at" TIMESTAMP,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
, "reminded_at" TIMESTAMP);
CREATE TABLE "nominee" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(400) NOT NULL,
    "prefix_titles" VARCHAR(100) NOT NULL,
    "suffix_titles" VARCHAR(100) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "office_title" VARCHAR(250) NOT NULL,
    "position" INT NOT NULL,
    "state" VARCHAR(12) NOT NULL  /* NOMINATED: nominated\nWAITLISTED: waitlisted\nINVITED: invited\nWITHDRAWN: withdrawn */,
    "named_at" TIMESTAMP NOT NULL,
    "revision" INT NOT NULL,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "invitation_id" CHAR(36) REFERENCES "invitation" ("id") ON DELETE SET NULL,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "training_credit" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(400) NOT NULL,
    "agency_name" VARCHAR(200) NOT NULL,
    "hours" INT NOT NULL,
    "year" INT NOT NULL,
    "number" VARCHAR(80) NOT NULL,
    "issued_at" TIMESTAMP NOT NULL,
    "revoked_at" TIMESTAMP,
    "reason" VARCHAR(500) NOT NULL,
    "agency_id" CHAR(36) REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "head_id" CHAR(36) NOT NULL REFERENCES "head" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "person_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "session_break" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "since" TIMESTAMP NOT NULL,
    "until" TIMESTAMP NOT NULL,
    "ended_at" TIMESTAMP,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "phrase" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "word" VARCHAR(30) NOT NULL,
    "text" VARCHAR(500) NOT NULL,
    "revision" INT NOT NULL,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT
);
CREATE TABLE "count_due" (
    "meeting_id" CHAR(36) NOT NULL  PRIMARY KEY,
    "since" TIMESTAMP NOT NULL
);
CREATE TABLE "minutes_review" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "position" INT NOT NULL,
    "due" TIMESTAMP,
    "state" VARCHAR(12) NOT NULL  /* WAITING: waiting\nINITIALLED: initialled\nRETURNED: returned */,
    "comment" TEXT NOT NULL,
    "round" INT NOT NULL,
    "asked_at" TIMESTAMP,
    "decided_at" TIMESTAMP,
    "minutes_id" CHAR(36) NOT NULL REFERENCES "minutes" ("id") ON DELETE CASCADE,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
, "confidential" INT NOT NULL DEFAULT 0);
CREATE TABLE "minutes_revision" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "section" VARCHAR(40) NOT NULL,
    "revision" INT NOT NULL,
    "body" JSON NOT NULL,
    "by_name" VARCHAR(300) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "minutes_id" CHAR(36) NOT NULL REFERENCES "minutes" ("id") ON DELETE CASCADE
);
CREATE TABLE "minutes_comment" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "section" VARCHAR(40) NOT NULL,
    "text" TEXT NOT NULL,
    "by_name" VARCHAR(300) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "resolved_at" TIMESTAMP,
    "resolved_by_name" VARCHAR(300) NOT NULL,
    "by_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT,
    "minutes_id" CHAR(36) NOT NULL REFERENCES "minutes" ("id") ON DELETE CASCADE
);
CREATE TABLE "minutes_correction" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "section" VARCHAR(40) NOT NULL,
    "text" TEXT NOT NULL,
    "by_name" VARCHAR(300) NOT NULL,
    "agency_name" VARCHAR(200) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "state" VARCHAR(10) NOT NULL  /* OPEN: open\nACCEPTED: accepted\nDECLINED: declined */,
    "answer" TEXT NOT NULL,
    "decided_by_name" VARCHAR(300) NOT NULL,
    "decided_at" TIMESTAMP,
    "carried_in" INT,
    "by_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT,
    "minutes_id" CHAR(36) NOT NULL REFERENCES "minutes" ("id") ON DELETE CASCADE
);
CREATE TABLE "issued_document" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "code" VARCHAR(20) NOT NULL,
    "kind" VARCHAR(20) NOT NULL  /* MINUTES: minutes\nATTENDANCE: attendance\nOFFICIAL_REPORT: official_report\nLETTER: letter\nRELEASE: release */,
    "source_id" CHAR(36) NOT NULL,
    "version" INT NOT NULL,
    "agency" VARCHAR(400) NOT NULL,
    "title" VARCHAR(500) NOT NULL,
    "is_public" INT NOT NULL,
    "issued_at" TIMESTAMP NOT NULL,
    "revoked_at" TIMESTAMP,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "replaced_by_id" CHAR(36) REFERENCES "issued_document" ("id") ON DELETE SET NULL
);
CREATE TABLE "issued_file" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "edition" VARCHAR(8) NOT NULL  /* WHOLE: whole\nOPEN: open */,
    "form" VARCHAR(8) NOT NULL,
    "number" INT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "size" INT NOT NULL,
    "media" VARCHAR(120) NOT NULL,
    "content" BLOB NOT NULL,
    "signatures" JSON NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "document_id" CHAR(36) NOT NULL REFERENCES "issued_document" ("id") ON DELETE CASCADE
);
CREATE TABLE "progress" ("id" CHAR(36) NOT NULL  PRIMARY KEY, "follow_up_id" CHAR(36) NOT NULL REFERENCES "follow_up" ("id") ON DELETE CASCADE, "state" VARCHAR(24) NOT NULL, "note" TEXT NOT NULL, "evidence" VARCHAR(1000) NOT NULL, "by_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT, "at" TIMESTAMP NOT NULL, "percent" INT, "reporter_name" VARCHAR(200) NOT NULL DEFAULT '', "reporter_office" VARCHAR(250) NOT NULL DEFAULT '');
CREATE TABLE "evidence" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "position" INT NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "kind" VARCHAR(8) NOT NULL  /* PDF: pdf\nDOCX: docx\nXLSX: xlsx\nPPTX: pptx\nODT: odt\nODS: ods\nODP: odp\nJPG: jpg\nPNG: png\nWEBP: webp\nTXT: txt\nCSV: csv */,
    "size" INT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "progress_id" CHAR(36) NOT NULL REFERENCES "progress" ("id") ON DELETE CASCADE
);
CREATE TABLE "follow_up_link" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "digest" VARCHAR(64) NOT NULL,
    "generation" INT NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "sent_at" TIMESTAMP,
    "opened_at" TIMESTAMP,
    "expires_at" TIMESTAMP NOT NULL,
    "revoked_at" TIMESTAMP,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
, "told" JSON);
CREATE TABLE "follow_up_plan" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "tells" INT NOT NULL,
    "reminds" INT NOT NULL,
    "days_before" INT NOT NULL,
    "days_above" INT NOT NULL,
    "meeting_id" CHAR(36) NOT NULL UNIQUE REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "follow_up_notice" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "kind" VARCHAR(8) NOT NULL  /* SOON: soon\nLATE: late\nABOVE: above */,
    "due" DATE NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "commitment_id" CHAR(36) NOT NULL REFERENCES "commitment" ("id") ON DELETE CASCADE
);
CREATE TABLE "task_feed" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "generation" INT NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "last_read_at" TIMESTAMP,
    "revoked_at" TIMESTAMP,
    "person_id" CHAR(36) NOT NULL UNIQUE REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE TABLE "photo" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "position" INT NOT NULL,
    "caption" VARCHAR(500) NOT NULL,
    "alternative" VARCHAR(500) NOT NULL,
    "taken_on" DATE,
    "photographer" VARCHAR(200) NOT NULL,
    "consent" VARCHAR(12) NOT NULL  /* NOT_ASKED: not_asked\nRECORD: record\nPUBLIC: public */,
    "consent_note" VARCHAR(1000) NOT NULL,
    "kind" VARCHAR(4) NOT NULL  /* JPG: jpg\nPNG: png\nWEBP: webp */,
    "width" INT NOT NULL,
    "height" INT NOT NULL,
    "turned" INT NOT NULL,
    "size" INT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "added_at" TIMESTAMP NOT NULL,
    "withdrawn_at" TIMESTAMP,
    "removed_at" TIMESTAMP,
    "revision" INT NOT NULL,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "recorded_by_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "photo_person" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(300) NOT NULL,
    "withdrawn_at" TIMESTAMP,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT,
    "photo_id" CHAR(36) NOT NULL REFERENCES "photo" ("id") ON DELETE CASCADE
);
CREATE TABLE "press_release" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "state" VARCHAR(12) NOT NULL  /* DRAFT: draft\nAPPROVED: approved\nPUBLISHED: published\nWITHDRAWN: withdrawn */,
    "slug" VARCHAR(60) NOT NULL,
    "headline" VARCHAR(300) NOT NULL,
    "city" VARCHAR(80) NOT NULL,
    "dated" DATE NOT NULL,
    "lead" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "results" JSON NOT NULL,
    "counts" JSON NOT NULL,
    "shows_counts" INT NOT NULL,
    "about" TEXT NOT NULL,
    "contact" VARCHAR(1000) NOT NULL,
    "embargo_until" TIMESTAMP,
    "featured" INT NOT NULL,
    "drafted_at" TIMESTAMP NOT NULL,
    "edited_at" TIMESTAMP NOT NULL,
    "approved_at" TIMESTAMP,
    "published_at" TIMESTAMP,
    "withdrawn_at" TIMESTAMP,
    "reason" VARCHAR(1000) NOT NULL,
    "revision" INT NOT NULL,
    "approved_by_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "drafted_by_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "release_author" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "position" INT NOT NULL,
    "name" VARCHAR(300) NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "person_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "release_id" CHAR(36) NOT NULL REFERENCES "press_release" ("id") ON DELETE CASCADE
);
CREATE TABLE "release_meeting" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "release_id" CHAR(36) NOT NULL REFERENCES "press_release" ("id") ON DELETE CASCADE
);
CREATE TABLE "release_photo" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "position" INT NOT NULL,
    "photo_id" CHAR(36) NOT NULL REFERENCES "photo" ("id") ON DELETE CASCADE,
    "release_id" CHAR(36) NOT NULL REFERENCES "press_release" ("id") ON DELETE CASCADE
);
CREATE TABLE "release_quote" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "position" INT NOT NULL,
    "speaker" VARCHAR(300) NOT NULL,
    "office" VARCHAR(300) NOT NULL,
    "text" TEXT NOT NULL,
    "state" VARCHAR(12) NOT NULL  /* NOT_ASKED: not_asked\nASKED: asked\nAPPROVED: approved\nCHANGED: changed\nDECLINED: declined */,
    "email" VARCHAR(254) NOT NULL,
    "generation" INT NOT NULL,
    "digest" VARCHAR(64),
    "asked_at" TIMESTAMP,
    "answered_at" TIMESTAMP,
    "note" VARCHAR(1000) NOT NULL,
    "recorded_by_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "release_id" CHAR(36) NOT NULL REFERENCES "press_release" ("id") ON DELETE CASCADE
);
CREATE TABLE "release_revision" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "number" INT NOT NULL,
    "content" JSON NOT NULL,
    "note" VARCHAR(300) NOT NULL,
    "by_name" VARCHAR(300) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "release_id" CHAR(36) NOT NULL REFERENCES "press_release" ("id") ON DELETE CASCADE
);
CREATE TABLE "document_template" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "kind" VARCHAR(12) NOT NULL  /* LETTER: letter\nATTENDANCE: attendance\nMINUTES: minutes\nRELEASE: release */,
    "number" INT NOT NULL,
    "filename" VARCHAR(120) NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "content" BLOB NOT NULL,
    "added_at" TIMESTAMP NOT NULL,
    "used_from" TIMESTAMP,
    "used_until" TIMESTAMP,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT
);
CREATE TABLE "search_document" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "kind" VARCHAR(12) NOT NULL  /* MEETING: meeting\nNOTE: note\nDECISION: decision\nFOLLOW_UP: follow_up\nMINUTES: minutes\nRELEASE: release\nPERSON: person\nOFFICE: office\nAGENCY: agency */,
    "object_id" CHAR(36) NOT NULL,
    "whole" INT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "agency_id" CHAR(36) REFERENCES "agency" ("id") ON DELETE CASCADE,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "search_text" (
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "title_words" TEXT NOT NULL,
    "body_words" TEXT NOT NULL,
    "document_id" BIGINT NOT NULL  PRIMARY KEY REFERENCES "search_document" ("id") ON DELETE CASCADE
);
CREATE TABLE "correction_window" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "days" INT NOT NULL,
    "agency_id" CHAR(36) NOT NULL UNIQUE REFERENCES "agency" ("id") ON DELETE CASCADE
);
CREATE TABLE "agency_look" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "number" INT NOT NULL,
    "parent_line" VARCHAR(200) NOT NULL,
    "heading" VARCHAR(200) NOT NULL,
    "lines" JSON NOT NULL,
    "logo" BLOB,
    "logo_type" VARCHAR(20) NOT NULL,
    "word_logo" BLOB,
    "font" VARCHAR(80) NOT NULL,
    "font_size" INT NOT NULL,
    "paper" VARCHAR(4) NOT NULL  /* A4: a4\nF4: f4 */,
    "margin_top" INT NOT NULL,
    "margin_right" INT NOT NULL,
    "margin_bottom" INT NOT NULL,
    "margin_left" INT NOT NULL,
    "rule" VARCHAR(7) NOT NULL,
    "used_from" TIMESTAMP NOT NULL,
    "used_until" TIMESTAMP,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT
);
CREATE TABLE "holiday" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "day" DATE NOT NULL,
    "name" VARCHAR(160) NOT NULL,
    "kind" VARCHAR(16) NOT NULL  /* NATIONAL: national\nCOLLECTIVE_LEAVE: collective_leave\nREGIONAL: regional */,
    "region" VARCHAR(8) NOT NULL,
    "source" VARCHAR(160) NOT NULL,
    "official" INT NOT NULL,
    "revision" INT NOT NULL
);
CREATE TABLE "building" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "address" VARCHAR(300) NOT NULL,
    "region" VARCHAR(8) NOT NULL,
    "timezone" VARCHAR(40) NOT NULL,
    "revision" INT NOT NULL,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT
);
CREATE TABLE "room" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(120) NOT NULL,
    "floor" VARCHAR(40) NOT NULL,
    "seats" INT NOT NULL,
    "plans" JSON NOT NULL,
    "video" VARCHAR(200) NOT NULL,
    "wheelchair" INT NOT NULL,
    "set_up_minutes" INT NOT NULL,
    "clean_up_minutes" INT NOT NULL,
    "needs_approval" INT NOT NULL,
    "closed" INT NOT NULL,
    "revision" INT NOT NULL,
    "building_id" CHAR(36) NOT NULL REFERENCES "building" ("id") ON DELETE RESTRICT,
    "owner_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT
);
CREATE TABLE "booking" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "starts_at" TIMESTAMP NOT NULL,
    "ends_at" TIMESTAMP NOT NULL,
    "blocked_from" TIMESTAMP NOT NULL,
    "blocked_until" TIMESTAMP NOT NULL,
    "state" VARCHAR(12) NOT NULL  /* HELD: held\nASKED: asked\nBOOKED: booked\nREFUSED: refused\nFREED: freed\nEXPIRED: expired */,
    "purpose" VARCHAR(300) NOT NULL,
    "hold_until" TIMESTAMP,
    "people" INT,
    "seating" VARCHAR(12)   /* THEATRE: theatre\nCLASSROOM: classroom\nU_SHAPE: u_shape\nBOARDROOM: boardroom\nBANQUET: banquet */,
    "equipment" JSON NOT NULL,
    "follows_plan" INT NOT NULL,
    "reason" VARCHAR(500) NOT NULL,
    "revision" INT NOT NULL,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "asked_by_id" CHAR(36) REFERENCES "person" ("id") ON DELETE SET NULL,
    "room_id" CHAR(36) NOT NULL REFERENCES "room" ("id") ON DELETE RESTRICT
);
CREATE TABLE "equipment" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "kind" VARCHAR(24) NOT NULL  /* PROJECTOR: projector\nSCREEN: screen\nVIDEO_SET: video_set\nMICROPHONE: microphone\nSOUND: sound\nLAPTOP: laptop\nPRINTER: printer\nWHITEBOARD: whiteboard\nINTERPRETER_BOOTH: interpreter_booth\nHEARING_LOOP: hearing_loop */,
    "count" INT NOT NULL,
    "building_id" CHAR(36) NOT NULL REFERENCES "building" ("id") ON DELETE CASCADE,
    "room_id" CHAR(36) REFERENCES "room" ("id") ON DELETE CASCADE
);
CREATE TABLE "room_use" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "recurrence_id" TIMESTAMP NOT NULL,
    "booking_id" CHAR(36) NOT NULL REFERENCES "booking" ("id") ON DELETE CASCADE,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "agreement" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "state" VARCHAR(12) NOT NULL  /* DRAFT: draft\nISSUED: issued\nREPLACED: replaced\nVOID: void */,
    "version" INT NOT NULL,
    "agencies" JSON NOT NULL,
    "choices" JSON NOT NULL,
    "content" JSON,
    "number" VARCHAR(120) NOT NULL,
    "dated" DATE,
    "drafted_at" TIMESTAMP NOT NULL,
    "issued_at" TIMESTAMP,
    "reason" TEXT NOT NULL,
    "revision" INT NOT NULL,
    "drafted_by_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT,
    "issued_by_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "replaces_id" CHAR(36) REFERENCES "agreement" ("id") ON DELETE SET NULL
);
CREATE VIRTUAL TABLE search_words USING fts5(title_words, body_words,
        content='search_text', content_rowid='document_id', tokenize='unicode61', prefix='3 4 5');
CREATE TABLE "poll" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "live" CHAR(36),
    "state" VARCHAR(8) NOT NULL  /* OPEN: open\nCLOSED: closed\nSETTLED: settled\nDROPPED: dropped */,
    "note" TEXT NOT NULL,
    "hidden" INT NOT NULL,
    "deadline" TIMESTAMP NOT NULL,
    "chosen_id" CHAR(36),
    "opened_at" TIMESTAMP NOT NULL,
    "closed_at" TIMESTAMP,
    "revision" INT NOT NULL,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "poll_option" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "day" DATE NOT NULL,
    "clock" VARCHAR(5) NOT NULL,
    "minutes" INT NOT NULL,
    "timezone" VARCHAR(40) NOT NULL,
    "removed" INT NOT NULL,
    "revision" INT NOT NULL,
    "poll_id" CHAR(36) NOT NULL REFERENCES "poll" ("id") ON DELETE CASCADE
);
CREATE TABLE "poll_answer" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "choice" VARCHAR(12) NOT NULL  /* YES: yes\nIF_NEED_BE: if_need_be\nNO: no */,
    "answered_at" TIMESTAMP NOT NULL,
    "invitation_id" CHAR(36) NOT NULL REFERENCES "invitation" ("id") ON DELETE CASCADE,
    "option_id" CHAR(36) NOT NULL REFERENCES "poll_option" ("id") ON DELETE CASCADE
);
CREATE TABLE "poll_voice" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "comment" VARCHAR(1000) NOT NULL,
    "letters" INT NOT NULL,
    "told_at" TIMESTAMP,
    "answered_at" TIMESTAMP,
    "invitation_id" CHAR(36) NOT NULL REFERENCES "invitation" ("id") ON DELETE CASCADE,
    "poll_id" CHAR(36) NOT NULL REFERENCES "poll" ("id") ON DELETE CASCADE
);
CREATE TABLE "video_link" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "live" CHAR(36),
    "service" VARCHAR(8) NOT NULL  /* MANUAL: manual\nJITSI: jitsi\nZOOM: zoom */,
    "state" VARCHAR(8) NOT NULL  /* WAITING: waiting\nMADE: made\nFAILED: failed\nGONE: gone */,
    "remote" VARCHAR(120) NOT NULL,
    "join_url" VARCHAR(1000) NOT NULL,
    "told" VARCHAR(64) NOT NULL,
    "turn" INT NOT NULL,
    "due_at" TIMESTAMP,
    "claimed_until" TIMESTAMP,
    "attempts" INT NOT NULL,
    "asked_at" TIMESTAMP,
    "doubtful" INT NOT NULL,
    "trouble" VARCHAR(12)   /* AWAY: away\nBROKEN: broken\nBUSY: busy\nGARBAGE: garbage\nNOT_SET: not_set\nCREDENTIALS: credentials\nSCOPES: scopes\nREFUSED: refused */,
    "detail" VARCHAR(300) NOT NULL,
    "notify" VARCHAR(8) NOT NULL  /* NOW: now\nLATER: later */,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "calendar_source" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "kind" VARCHAR(8) NOT NULL  /* FILE: file\nCALDAV: caldav */,
    "name" VARCHAR(80) NOT NULL,
    "host" VARCHAR(255) NOT NULL,
    "secret" TEXT NOT NULL,
    "etag" VARCHAR(300) NOT NULL,
    "modified" VARCHAR(100) NOT NULL,
    "spans" BLOB NOT NULL,
    "anonymous" INT NOT NULL,
    "skipped" INT NOT NULL,
    "read_at" TIMESTAMP,
    "read_in_full_at" TIMESTAMP,
    "tried_at" TIMESTAMP,
    "due_at" TIMESTAMP NOT NULL,
    "failures" INT NOT NULL,
    "trouble" VARCHAR(20) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "office_id" CHAR(36) REFERENCES "office" ("id") ON DELETE CASCADE,
    "person_id" CHAR(36) REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE TABLE "programme" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "title" VARCHAR(300) NOT NULL,
    "theme" VARCHAR(500) NOT NULL,
    "about" TEXT NOT NULL,
    "host" VARCHAR(200) NOT NULL,
    "place" VARCHAR(200) NOT NULL,
    "address" VARCHAR(300) NOT NULL,
    "timezone" VARCHAR(40) NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "public" INT NOT NULL,
    "changed_at" TIMESTAMP NOT NULL,
    "revision" INT NOT NULL,
    "organizer_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT
);
CREATE TABLE "programme_session" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "track" VARCHAR(80) NOT NULL,
    "title" VARCHAR(300) NOT NULL,
    "starts_at" TIMESTAMP,
    "ends_at" TIMESTAMP,
    "room" VARCHAR(120) NOT NULL,
    "listed" INT NOT NULL,
    "cancelled" INT NOT NULL,
    "sequence" INT NOT NULL,
    "changed_at" TIMESTAMP NOT NULL,
    "revision" INT NOT NULL,
    "booking_id" CHAR(36) REFERENCES "booking" ("id") ON DELETE SET NULL,
    "meeting_id" CHAR(36) REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "programme_id" CHAR(36) NOT NULL REFERENCES "programme" ("id") ON DELETE CASCADE,
    "register_room_id" CHAR(36) REFERENCES "room" ("id") ON DELETE RESTRICT
);
CREATE TABLE "rundown_line" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "position" INT NOT NULL,
    "title" VARCHAR(300) NOT NULL,
    "minutes" INT NOT NULL,
    "anchor" VARCHAR(5) NOT NULL,
    "kind" VARCHAR(12) NOT NULL  /* ACTIVITY: activity\nBREAK: break\nPRAYER_MEAL: prayer_meal */,
    "in_charge" VARCHAR(200) NOT NULL,
    "mc" VARCHAR(200) NOT NULL,
    "speaker" VARCHAR(400) NOT NULL,
    "note" VARCHAR(1000) NOT NULL,
    "backstage" INT NOT NULL,
    "session_id" CHAR(36) NOT NULL REFERENCES "programme_session" ("id") ON DELETE CASCADE
);
CREATE TABLE "meeting_template" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "name" VARCHAR(120) NOT NULL,
    "kind" VARCHAR(32) NOT NULL  /* COORDINATION: coordination\nNATIONAL_COORDINATION: national_coordination\nTECHNICAL_COORDINATION: technical_coordination\nWORKING: working\nNATIONAL_WORKING: national_working\nLEADERSHIP: leadership\nLIMITED: limited\nEVALUATION: evaluation\nOUTREACH: outreach\nTECHNICAL_GUIDANCE: technical_guidance\nFGD: fgd\nSEMINAR: seminar\nTRAINING: training\nCEREMONY: ceremony\nEXHIBITION: exhibition\nPREPARATORY: preparatory\nFORUM: forum */,
    "mode" VARCHAR(16) NOT NULL  /* IN_PERSON: in_person\nONLINE: online\nHYBRID: hybrid */,
    "minutes" INT NOT NULL,
    "security_class" VARCHAR(16) NOT NULL  /* PUBLIC: public\nLIMITED: limited\nCONFIDENTIAL: confidential\nTOP_SECRET: top_secret */,
    "title" VARCHAR(300) NOT NULL,
    "theme" VARCHAR(500) NOT NULL,
    "purpose" TEXT NOT NULL,
    "called_by" VARCHAR(8) NOT NULL  /* AGENCY: agency\nCHAIR: chair */,
    "shows_roster" INT NOT NULL,
    "answer_days" INT,
    "delegation" VARCHAR(24) NOT NULL  /* ALLOWED: allowed\nALLOWED_WITH_LETTER: allowed_with_letter\nSAME_RANK: same_rank\nNOT_ALLOWED: not_allowed */,
    "total_quota" INT,
    "agenda" JSON NOT NULL,
    "archived_at" TIMESTAMP,
    "created_at" TIMESTAMP NOT NULL,
    "revision" INT NOT NULL,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT
);
CREATE TABLE "template_quota" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "seats" INT NOT NULL,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT,
    "template_id" CHAR(36) NOT NULL REFERENCES "meeting_template" ("id") ON DELETE CASCADE
);
CREATE TABLE "template_seat" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "position" INT NOT NULL,
    "officer" INT NOT NULL,
    "part" VARCHAR(24) NOT NULL  /* ORGANIZER: organizer\nSECRETARIAT: secretariat\nCHAIR: chair\nMEETING_SECRETARY: meeting_secretary\nMINUTE_TAKER: minute_taker\nCHECK_IN_OFFICER: check_in_officer\nSPEAKER: speaker\nMODERATOR: moderator\nOPENER: opener\nPARTICIPANT: participant\nOBSERVER: observer\nGUEST: guest\nAIDE: aide\nDELEGATE: delegate\nPR_OFFICER: pr_officer\nARCHIVIST: archivist */,
    "group_said" VARCHAR(300) NOT NULL,
    "office_id" CHAR(36) REFERENCES "office" ("id") ON DELETE CASCADE,
    "person_id" CHAR(36) REFERENCES "person" ("id") ON DELETE CASCADE,
    "template_id" CHAR(36) NOT NULL REFERENCES "meeting_template" ("id") ON DELETE CASCADE
);
CREATE TABLE "approval_policy" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "kinds" JSON NOT NULL,
    "with_others" INT NOT NULL,
    "above" INT,
    "revision" INT NOT NULL,
    "agency_id" CHAR(36) NOT NULL REFERENCES "agency" ("id") ON DELETE RESTRICT
);
CREATE TABLE "approval_office" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "position" INT NOT NULL,
    "deputy_id" CHAR(36) REFERENCES "office" ("id") ON DELETE RESTRICT,
    "office_id" CHAR(36) NOT NULL REFERENCES "office" ("id") ON DELETE RESTRICT,
    "policy_id" CHAR(36) NOT NULL REFERENCES "approval_policy" ("id") ON DELETE CASCADE
);
CREATE TABLE "approval" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "live" CHAR(36),
    "state" VARCHAR(12) NOT NULL  /* ASKED: asked\nAPPROVED: approved\nRETURNED: returned\nWITHDRAWN: withdrawn */,
    "substance" JSON NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "note" TEXT NOT NULL,
    "then" VARCHAR(8) NOT NULL  /* WAIT: wait\nPUBLISH: publish\nINVITE: invite */,
    "asked_at" TIMESTAMP NOT NULL,
    "decided_at" TIMESTAMP,
    "published_at" TIMESTAMP,
    "hitch" VARCHAR(500) NOT NULL,
    "asked_by_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE
);
CREATE TABLE "approval_step" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "position" INT NOT NULL,
    "state" VARCHAR(12) NOT NULL  /* WAITING: waiting\nAPPROVED: approved\nRETURNED: returned */,
    "capacity" VARCHAR(600) NOT NULL,
    "reason" TEXT NOT NULL,
    "asked_at" TIMESTAMP,
    "decided_at" TIMESTAMP,
    "approval_id" CHAR(36) NOT NULL REFERENCES "approval" ("id") ON DELETE CASCADE,
    "by_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "deputy_id" CHAR(36) REFERENCES "office" ("id") ON DELETE RESTRICT,
    "office_id" CHAR(36) NOT NULL REFERENCES "office" ("id") ON DELETE RESTRICT
);
CREATE TABLE "shared_draft" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "deadline" TIMESTAMP NOT NULL,
    "note" TEXT NOT NULL,
    "materials" INT NOT NULL,
    "shared_at" TIMESTAMP NOT NULL,
    "ended_at" TIMESTAMP,
    "told_at" TIMESTAMP NOT NULL,
    "revision" INT NOT NULL,
    "meeting_id" CHAR(36) NOT NULL REFERENCES "meeting" ("id") ON DELETE CASCADE,
    "shared_by_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "draft_reader" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "email" VARCHAR(254) NOT NULL,
    "name" VARCHAR(400) NOT NULL,
    "office_title" VARCHAR(250) NOT NULL,
    "agency_name" VARCHAR(200) NOT NULL,
    "confidential" INT NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "generation" INT NOT NULL,
    "letters" INT NOT NULL,
    "told_at" TIMESTAMP,
    "opened_at" TIMESTAMP,
    "done_at" TIMESTAMP,
    "removed_at" TIMESTAMP,
    "office_id" CHAR(36) REFERENCES "office" ("id") ON DELETE RESTRICT,
    "person_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "shared_id" CHAR(36) NOT NULL REFERENCES "shared_draft" ("id") ON DELETE CASCADE
);
CREATE TABLE "draft_comment" (
    "id" CHAR(36) NOT NULL  PRIMARY KEY,
    "place" VARCHAR(8) NOT NULL  /* WHOLE: whole\nTIME: time\nPLACE: place\nITEM: item\nINVITED: invited */,
    "item_id" CHAR(36),
    "item_title" VARCHAR(500) NOT NULL,
    "confidential" INT NOT NULL,
    "text" TEXT NOT NULL,
    "proposal" VARCHAR(8) NOT NULL  /* NOTHING: \nITEM: item\nINVITEE: invitee */,
    "title" VARCHAR(500) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "state" VARCHAR(8) NOT NULL  /* OPEN: open\nDONE: done\nTAKEN: taken */,
    "at" TIMESTAMP NOT NULL,
    "settled_at" TIMESTAMP,
    "author_id" CHAR(36) REFERENCES "person" ("id") ON DELETE RESTRICT,
    "parent_id" CHAR(36) REFERENCES "draft_comment" ("id") ON DELETE CASCADE,
    "reader_id" CHAR(36) REFERENCES "draft_reader" ("id") ON DELETE CASCADE,
    "shared_id" CHAR(36) NOT NULL REFERENCES "shared_draft" ("id") ON DELETE CASCADE
);
INSERT INTO "tortoise_migrations" VALUES (1, 'rakor', '0001_initial', '');
INSERT INTO "tortoise_migrations" VALUES (2, 'rakor', '0002_directory', '');
INSERT INTO "tortoise_migrations" VALUES (3, 'rakor', '0003_chain', '');
INSERT INTO "tortoise_migrations" VALUES (4, 'rakor', '0004_accounts', '');
INSERT INTO "tortoise_migrations" VALUES (5, 'rakor', '0005_protocol', '');
INSERT INTO "tortoise_migrations" VALUES (6, 'rakor', '0006_regions', '');
INSERT INTO "tortoise_migrations" VALUES (7, 'rakor', '0007_imports', '');
INSERT INTO "tortoise_migrations" VALUES (8, 'rakor', '0008_privacy', '');
INSERT INTO "tortoise_migrations" VALUES (9, 'rakor', '0009_people', '');
INSERT INTO "tortoise_migrations" VALUES (10, 'rakor', '0010_sealed_letters', '');
INSERT INTO "tortoise_migrations" VALUES (11, 'rakor', '0011_delegates', '');
INSERT INTO "tortoise_migrations" VALUES (12, 'rakor', '0012_calendar_loop', '');
INSERT INTO "tortoise_migrations" VALUES (13, 'rakor', '0013_series', '');
INSERT INTO "tortoise_migrations" VALUES (14, 'rakor', '0014_reminders', '');
INSERT INTO "tortoise_migrations" VALUES (15, 'rakor', '0015_letters', '');
INSERT INTO "tortoise_migrations" VALUES (16, 'rakor', '0016_mailbox_claim', '');
INSERT INTO "tortoise_migrations" VALUES (17, 'rakor', '0017_floor', '');
INSERT INTO "tortoise_migrations" VALUES (18, 'rakor', '0018_unsaved', '');
INSERT INTO "tortoise_migrations" VALUES (19, 'rakor', '0019_presence', '');
INSERT INTO "tortoise_migrations" VALUES (20, 'rakor', '0020_materials', '');
INSERT INTO "tortoise_migrations" VALUES (21, 'rakor', '0021_ledger', '');
INSERT INTO "tortoise_migrations" VALUES (22, 'rakor', '0022_break', '');
INSERT INTO "tortoise_migrations" VALUES (23, 'rakor', '0023_desk_clock', '');
INSERT INTO "tortoise_migrations" VALUES (24, 'rakor', '0024_seats', '');
INSERT INTO "tortoise_migrations" VALUES (25, 'rakor', '0025_visits', '');
INSERT INTO "tortoise_migrations" VALUES (26, 'rakor', '0026_phrase', '');
INSERT INTO "tortoise_migrations" VALUES (27, 'rakor', '0027_retention', '');
INSERT INTO "tortoise_migrations" VALUES (28, 'rakor', '0028_counting', '');
INSERT INTO "tortoise_migrations" VALUES (29, 'rakor', '0029_due', '');
INSERT INTO "tortoise_migrations" VALUES (30, 'rakor', '0031_minutes_life', '');
INSERT INTO "tortoise_migrations" VALUES (31, 'rakor', '0032_issued', '');
INSERT INTO "tortoise_migrations" VALUES (32, 'rakor', '0033_promises', '');
INSERT INTO "tortoise_migrations" VALUES (33, 'rakor', '0034_press', '');
INSERT INTO "tortoise_migrations" VALUES (34, 'rakor', '0035_stationery', '');
INSERT INTO "tortoise_migrations" VALUES (35, 'rakor', '0037_search', '');
INSERT INTO "tortoise_migrations" VALUES (36, 'rakor', '0041_corrections', '');
INSERT INTO "tortoise_migrations" VALUES (37, 'rakor', '0039_look', '');
INSERT INTO "tortoise_migrations" VALUES (38, 'rakor', '0044_holidays', '');
INSERT INTO "tortoise_migrations" VALUES (39, 'rakor', '0043_rooms', '');
INSERT INTO "tortoise_migrations" VALUES (40, 'rakor', '0038_agreement', '');
INSERT INTO "tortoise_migrations" VALUES (41, 'rakor', '0045_found', '');
INSERT INTO "tortoise_migrations" VALUES (42, 'rakor', '0042_archivist', '');
INSERT INTO "tortoise_migrations" VALUES (43, 'rakor', '0046_polls', '');
INSERT INTO "tortoise_migrations" VALUES (44, 'rakor', '0048_links', '');
INSERT INTO "tortoise_migrations" VALUES (45, 'rakor', '0047_busy', '');
INSERT INTO "tortoise_migrations" VALUES (46, 'rakor', '0051_programmes', '');
INSERT INTO "tortoise_migrations" VALUES (47, 'rakor', '0049_templates', '');
INSERT INTO "tortoise_migrations" VALUES (48, 'rakor', '0050_drafting', '');
INSERT INTO "office_kind" VALUES ('01a20960-dc30-7f77-82ee-ce74a001e688', 'kepala_daerah', 'Kepala daerah', '["Gubernur","Bupati","Wali Kota","Walikota"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc30-7fd0-88f4-ee099c4d1cdf', 'wakil_kepala_daerah', 'Wakil kepala daerah', '["Wakil Gubernur","Wagub","Wakil Bupati","Wabup","Wakil Wali Kota","Wakil Walikota","Wawali"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7003-a300-3e7a3b5403af', 'ketua_dprd', 'Ketua DPRD', '["Ketua Dewan Perwakilan Rakyat Daerah"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-702f-9233-9ac1834cc690', 'sekda', 'Sekretaris Daerah', '["Sekda","Sekdaprov","Sekprov","Sekdakab","Sekkab","Sekdakot","Sekkot"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-705c-94f6-4e5e92af8267', 'sekwan', 'Sekretaris DPRD', '["Sekretaris Dewan Perwakilan Rakyat Daerah","Sekretaris Dewan","Sekwan"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7086-a569-8cdbfd76ac09', 'asisten_sekda', 'Asisten Sekretaris Daerah', '["Asisten Sekda","Asisten Pemerintahan","Asisten Perekonomian","Asisten Administrasi Umum","Asisten Administrasi","Asisten I","Asisten II","Asisten III"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-70af-b941-edf05af3e72c', 'staf_ahli_kepala_daerah', 'Staf Ahli Kepala Daerah', '["Staf Ahli Gubernur","Staf Ahli Bupati","Staf Ahli Wali Kota","Staf Ahli Walikota"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-70dc-bf41-5838560df478', 'inspektur', 'Inspektur Daerah', '["Inspektur","Inspektur Provinsi","Inspektur Kabupaten","Inspektur Kota","Inspektorat","Kepala Inspektorat"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7107-aa26-8952cb134f20', 'kepala_bkd', 'Kepala badan kepegawaian daerah', '["Kepala BKD","Kepala BKPSDM","Kepala BKPSDMD","Kepala BKDPSDM","Kepala BKPP","Kepala BKPPD","Kepala BKDD","Kepala Badan Kepegawaian","Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia","Kepala Badan Kepegawaian dan Pengembangan SDM","Kepala Badan Kepegawaian Pendidikan dan Pelatihan","Kepala Badan Kepegawaian dan Diklat"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-712e-a2ba-eb2ad4ac3a0e', 'kepala_bpsdm', 'Kepala badan pengembangan sumber daya manusia', '["Kepala BPSDM","Kepala BPSDMD","Kepala Badan Pengembangan Sumber Daya Manusia Daerah","Kepala Badan Pengembangan SDM","Kepala Badan Pendidikan dan Pelatihan","Kepala Badan Diklat","Kepala Bandiklat"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7157-b855-0ec413124b29', 'kepala_bappeda', 'Kepala badan perencanaan pembangunan daerah', '["Kepala Bappeda","Kepala Bapperida","Kepala Bappelitbang","Kepala Bappelitbangda","Kepala Bappedalitbang"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-717e-8e91-0584c09271d8', 'kepala_bpkad', 'Kepala badan pengelola keuangan dan aset daerah', '["Kepala BPKAD","Kepala BKAD","Kepala BPKD","Kepala Badan Pengelola Keuangan","Kepala Badan Pengelolaan Keuangan","Kepala Badan Keuangan dan Aset Daerah"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-71a3-ae7a-54c0716e5f3c', 'kepala_bapenda', 'Kepala badan pendapatan daerah', '["Kepala Bapenda"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-71c8-a322-f3f70eca1423', 'kepala_kesbangpol', 'Kepala badan kesatuan bangsa dan politik', '["Kepala Kesbangpol","Kepala Bakesbangpol"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-71ed-9414-023269172f49', 'kepala_bpbd', 'Kepala badan penanggulangan bencana daerah', '["Kepala BPBD","Kepala Pelaksana BPBD","Kalaksa BPBD"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7224-ac4e-4663ecad7e1e', 'kepala_satpol_pp', 'Kepala Satuan Polisi Pamong Praja', '["Kepala Satpol PP","Kasatpol PP"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-724a-8b24-1e607f4ca4cd', 'kepala_dinas_pendidikan', 'Kepala Dinas Pendidikan', '["Kadisdik","Kadisdikbud","Kepala Disdik","Kepala Dinas Pendidikan dan Kebudayaan"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7271-b877-2c3466dc0c26', 'kepala_dinas_kesehatan', 'Kepala Dinas Kesehatan', '["Kadinkes","Kepala Dinkes"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7298-8a92-e3aa4ad84dce', 'kepala_dinas_kominfo', 'Kepala Dinas Komunikasi dan Informatika', '["Kadiskominfo","Kepala Diskominfo","Kepala Dinas Kominfo","Kepala Dinas Komunikasi"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-72be-90ab-fc254bfd4c0e', 'kepala_dinas_dukcapil', 'Kepala Dinas Kependudukan dan Pencatatan Sipil', '["Kadisdukcapil","Kepala Disdukcapil","Kepala Dinas Dukcapil"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-72e4-8380-0ecf2edff972', 'kepala_dinas_pmd', 'Kepala Dinas Pemberdayaan Masyarakat dan Desa', '["Kadis PMD","Kepala DPMD","Kepala Dinas PMD","Kepala Dinas Pemberdayaan Masyarakat"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7309-95e8-c59d70f86b8e', 'kepala_dinas_sosial', 'Kepala Dinas Sosial', '["Kadinsos","Kepala Dinsos"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-732d-b81a-efbf668dcb6d', 'kepala_dinas_perhubungan', 'Kepala Dinas Perhubungan', '["Kadishub","Kepala Dishub"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7353-b957-7317de309f9d', 'kepala_dinas_pu', 'Kepala Dinas Pekerjaan Umum', '["Kadis PU","Kadis PUPR","Kepala Dinas PU","Kepala Dinas PUPR"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7378-a0d7-b1e3c22a07ef', 'kepala_dinas_pariwisata', 'Kepala Dinas Pariwisata', '["Kadispar","Kepala Dispar"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-739c-a9cc-8b25779a2bab', 'kepala_dinas_pertanian', 'Kepala Dinas Pertanian', '["Kadistan","Kepala Distan"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-73c2-bcc1-cceb79b75fff', 'kepala_dinas_koperasi', 'Kepala Dinas Koperasi', '["Kepala Dinas Koperasi dan UKM","Kepala Dinas Koperasi dan Usaha Kecil","Kadiskop"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-73e6-9292-ce702fc97cd0', 'kepala_dinas_perpustakaan', 'Kepala Dinas Perpustakaan dan Kearsipan', '["Kepala Dispusip","Kepala Dinas Perpustakaan","Kepala Dinas Arsip"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-740b-a8e1-ef4298b1499c', 'kepala_dpmptsp', 'Kepala Dinas Penanaman Modal dan PTSP', '["Kepala DPMPTSP","Kepala Dinas Penanaman Modal"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7430-9813-f5afb0e320d4', 'karo_organisasi', 'Kepala Biro Organisasi', '["Karo Organisasi","Kepala Biro Organisasi Sekretariat Daerah","Kepala Biro Organisasi dan Tata Laksana","Kepala Bagian Organisasi","Kabag Organisasi"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7455-905a-3d7fe3aae3b0', 'karo_hukum', 'Kepala Biro Hukum', '["Karo Hukum","Kepala Biro Hukum Sekretariat Daerah","Kepala Bagian Hukum","Kabag Hukum"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-747a-862a-20123e487391', 'karo_pemerintahan', 'Kepala Biro Pemerintahan', '["Karo Pemerintahan","Kepala Biro Pemerintahan dan Otonomi Daerah","Kepala Bagian Pemerintahan","Kepala Bagian Tata Pemerintahan","Kabag Pemerintahan"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-749e-bec2-130f59141428', 'karo_adpim', 'Kepala Biro Administrasi Pimpinan', '["Karo Adpim","Kepala Bagian Protokol dan Komunikasi Pimpinan","Kabag Prokopim"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-74c2-8ddc-7d7c7e3741ce', 'camat', 'Camat', '["Kepala Distrik"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-74e7-84e2-5a1e18acd5a1', 'menko', 'Menteri Koordinator', '["Menko"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-750b-b470-c9266ffc2603', 'menteri', 'Menteri', '["Menteri Negara"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-752e-b21e-ff356644a9a9', 'wakil_menteri', 'Wakil Menteri', '["Wamen"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7564-a162-8ffbfdbc648b', 'kepala_lembaga', 'Kepala lembaga pemerintah nonkementerian', '["Kepala Lembaga","Kepala LPNK","Kepala Lembaga Administrasi Negara","Kepala LAN","Kepala Badan Kepegawaian Negara","Kepala BKN","Kepala Arsip Nasional Republik Indonesia","Kepala ANRI","Kepala Badan Pusat Statistik","Kepala BPS","Kepala BNPB","Kepala BPKP","Kepala BSSN","Kepala BNN","Kepala LKPP"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7589-802e-9f157515d1fe', 'sekjen', 'Sekretaris Jenderal', '["Sekjen"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-75af-bdaa-c9a711d29801', 'sesmen', 'Sekretaris Kementerian', '["Sesmen","Sesmenko","Sekretaris Menteri","Sekretaris Kementerian Koordinator"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-75d7-9b63-41dc127a7c8c', 'sestama', 'Sekretaris Utama', '["Sestama","Settama"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-75fc-b9ab-e1b43b54e53d', 'irjen', 'Inspektur Jenderal', '["Irjen"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7620-8e4b-4b1edefdad71', 'irtama', 'Inspektur Utama', '["Irtama"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7644-b854-49c1409a373e', 'dirjen', 'Direktur Jenderal', '["Dirjen"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7668-b9ee-b35d354095ef', 'deputi', 'Deputi', '["Deputi Bidang","Deputi Kepala","Deputi Menteri"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-768e-9639-08ecf8491546', 'kepala_biro_sdm', 'Kepala biro sumber daya manusia', '["Kepala Biro SDM","Kepala Biro Kepegawaian","Kepala Biro Organisasi dan Sumber Daya Manusia","Kepala Biro Organisasi dan SDM","Kepala Biro Organisasi dan Kepegawaian","Kepala Biro SDM dan Organisasi","Kepala Biro Manajemen Kinerja","Kepala Biro Organisasi Kepegawaian dan Hukum"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-76b2-ab56-8dee24c3b18f', 'kepala_biro_perencanaan', 'Kepala Biro Perencanaan', '["Karo Perencanaan","Karoren","Kepala Biro Perencanaan dan Keuangan"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-76d7-a6c9-68572fbf14d4', 'kepala_biro_hukum_kl', 'Kepala biro hukum kementerian/lembaga', '["Kepala Biro Hukum dan Kerja Sama","Kepala Biro Hukum dan Organisasi"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-76fb-9cf8-21798332438f', 'kepala_biro_humas', 'Kepala Biro Hubungan Masyarakat', '["Kepala Biro Humas","Karo Humas","Kepala Biro Komunikasi"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7721-8e48-4452b7e2559f', 'kepala_pusdiklat', 'Kepala pusat pelatihan', '["Kepala Pusdiklat","Kepala Pusat Pendidikan dan Pelatihan","Kepala PPSDM","Kepala Pusat Pengembangan Sumber Daya Manusia","Kepala Pusat Pengembangan Kompetensi"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7745-92c8-369f2159993c', 'sekretaris_badan', 'Sekretaris badan', '[]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-7769-bd20-a2392a5c86a9', 'sekretaris_dinas', 'Sekretaris dinas', '["Sekdis"]', 1);
INSERT INTO "office_kind" VALUES ('01a20960-dc31-778d-9dde-e43ebf7358df', 'sekretaris_ditjen', 'Sekretaris direktorat jenderal', '["Sekretaris Ditjen","Sesditjen"]', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-778b-a87d-52438a3dbdf3', 10, 'Presiden', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf a', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7823-a524-d63124639dbd', 20, 'Wakil Presiden', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf b', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7865-9e7d-f55388d59ce3', 30, 'Mantan Presiden', NULL, 'UU 9/2010 pasal 9 ayat (1) huruf c', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-78a6-b139-1025408694ca', 30, 'Mantan Wakil Presiden', NULL, 'UU 9/2010 pasal 9 ayat (1) huruf c', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-78dc-a748-b08ce421bb1f', 40, 'Ketua Majelis Permusyawaratan Rakyat', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf d', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-790a-b3a7-77c66ecf9fbe', 50, 'Ketua Dewan Perwakilan Rakyat', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf e', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7938-a873-3010b6e28211', 60, 'Ketua Dewan Perwakilan Daerah', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf f', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7968-81d3-2525617291f9', 70, 'Ketua Badan Pemeriksa Keuangan', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf g', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-79a0-890f-39f010e82b15', 80, 'Ketua Mahkamah Agung', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf h', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-79d0-a61f-e93724897202', 90, 'Ketua Mahkamah Konstitusi', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf i', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-79fd-80b6-3ac06e28602d', 100, 'Ketua Komisi Yudisial', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf j', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7a25-b9db-0e8379752980', 110, 'Perintis pergerakan kebangsaan/kemerdekaan', NULL, 'UU 9/2010 pasal 9 ayat (1) huruf k', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7a4d-9e42-9c4c55bd64f0', 120, 'Duta besar atau kepala perwakilan negara asing dan organisasi internasional', NULL, 'UU 9/2010 pasal 9 ayat (1) huruf l', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7a76-883e-685bdd0982bd', 130, 'Wakil Ketua Majelis Permusyawaratan Rakyat', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf m', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7aa0-8717-68a19c45bbf4', 130, 'Wakil Ketua Dewan Perwakilan Rakyat', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf m', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7acb-997e-c2db78b9efd9', 130, 'Wakil Ketua Dewan Perwakilan Daerah', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf m', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7af6-802f-d007affe908a', 130, 'Gubernur Bank Indonesia', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf m', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7b1f-ae8b-334c91ecfe84', 130, 'Ketua badan penyelenggara pemilihan umum', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf m', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7b48-a9f0-c48fc02a5181', 130, 'Wakil Ketua Badan Pemeriksa Keuangan', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf m', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7b72-a1b3-be0709355a86', 130, 'Wakil Ketua Mahkamah Agung', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf m', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7b9b-8151-a50f459a61a1', 130, 'Wakil Ketua Mahkamah Konstitusi', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf m', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7bc4-9657-bc752c57f054', 130, 'Wakil Ketua Komisi Yudisial', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf m', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7bed-8613-d102b54875f4', 140, 'Menteri', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf n', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7c16-94e1-06470ebcba13', 140, 'Pejabat setingkat menteri', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf n', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7c3e-b4a0-7d5f2847dd90', 140, 'Anggota Dewan Perwakilan Rakyat', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf n', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7c68-b873-9ed2fe00efe8', 140, 'Anggota Dewan Perwakilan Daerah', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf n', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7c91-a779-4f655588c8d3', 140, 'Duta Besar Luar Biasa dan Berkuasa Penuh Republik Indonesia', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf n', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7cba-99ac-e8fe180dc9d9', 150, 'Kepala Staf Angkatan Darat', NULL, 'UU 9/2010 pasal 9 ayat (1) huruf o', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7cdf-bcd2-f25a9cce7a69', 150, 'Kepala Staf Angkatan Laut', NULL, 'UU 9/2010 pasal 9 ayat (1) huruf o', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc28-7d05-9da9-bf50ed9c3d29', 150, 'Kepala Staf Angkatan Udara', NULL, 'UU 9/2010 pasal 9 ayat (1) huruf o', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7909-b325-04886fe05ab6', 160, 'Pemimpin partai politik yang memiliki wakil di Dewan Perwakilan Rakyat', NULL, 'UU 9/2010 pasal 9 ayat (1) huruf p', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7a39-bbb5-b9125e060331', 170, 'Anggota Badan Pemeriksa Keuangan', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf q', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7a7c-9959-3bd97a2ec36a', 170, 'Ketua Muda dan Hakim Agung Mahkamah Agung', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf q', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7ab1-948a-0a93de4b4615', 170, 'Hakim Mahkamah Konstitusi', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf q', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7ae0-9d64-8ea45c8e00dd', 170, 'Anggota Komisi Yudisial', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf q', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7b0a-9fc3-2e75836d47b2', 180, 'Pemimpin lembaga negara lain yang ditetapkan dengan undang-undang', NULL, 'UU 9/2010 pasal 9 ayat (1) huruf r', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7b32-a1d2-42e380800971', 180, 'Deputi Gubernur Senior dan Deputi Gubernur Bank Indonesia', NULL, 'UU 9/2010 pasal 9 ayat (1) huruf r', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7b59-837f-4d7a1ccd6092', 180, 'Wakil ketua badan penyelenggara pemilihan umum', NULL, 'UU 9/2010 pasal 9 ayat (1) huruf r', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7b85-8fb9-f74cff4975d7', 190, 'Gubernur kepala daerah', 'political', 'UU 9/2010 pasal 9 ayat (1) huruf s', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7bce-a9d2-de34e5a1c3a3', 310, 'Gubernur', 'political', 'UU 9/2010 pasal 10 ayat (1) huruf a', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7bfd-aed9-85b8296ccba0', 320, 'Wakil Gubernur', 'political', 'UU 9/2010 pasal 10 ayat (1) huruf b', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7c27-adf3-1b6ac617c2d1', 330, 'Mantan Gubernur', NULL, 'UU 9/2010 pasal 10 ayat (1) huruf c', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7c4d-af76-02818dd71955', 330, 'Mantan Wakil Gubernur', NULL, 'UU 9/2010 pasal 10 ayat (1) huruf c', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7c77-8d3f-f08e1c0bd982', 340, 'Ketua DPRD provinsi', 'political', 'UU 9/2010 pasal 10 ayat (1) huruf d', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7c9c-a1f2-5fba2ccaf37f', 350, 'Kepala perwakilan konsuler negara asing di daerah', NULL, 'UU 9/2010 pasal 10 ayat (1) huruf e', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7cc7-961e-5e1559ea9985', 360, 'Wakil Ketua DPRD provinsi', 'political', 'UU 9/2010 pasal 10 ayat (1) huruf f', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7cf2-acaa-75c962ccc11c', 370, 'Sekretaris Daerah provinsi', 'jpt_madya', 'UU 9/2010 pasal 10 ayat (1) huruf g', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7d19-906f-2f3dba937590', 370, 'Panglima atau komandan tertinggi TNI di provinsi', NULL, 'UU 9/2010 pasal 10 ayat (1) huruf g', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7dbd-9634-e499a7274b8e', 370, 'Kepala kepolisian di provinsi', NULL, 'UU 9/2010 pasal 10 ayat (1) huruf g', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7de6-b9dd-6f5dad42eccf', 370, 'Ketua pengadilan tinggi', NULL, 'UU 9/2010 pasal 10 ayat (1) huruf g', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7e0c-a1bc-41e56cb65741', 370, 'Kepala kejaksaan tinggi', NULL, 'UU 9/2010 pasal 10 ayat (1) huruf g', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7e3f-9522-17750914de29', 380, 'Pemimpin partai politik yang memiliki wakil di DPRD provinsi', NULL, 'UU 9/2010 pasal 10 ayat (1) huruf h', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7e6a-b2c1-7243cd4276ee', 390, 'Anggota DPRD provinsi', 'political', 'UU 9/2010 pasal 10 ayat (1) huruf i', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7e96-baf7-b53901201a59', 390, 'Anggota Majelis Permusyawaratan Ulama Aceh', 'political', 'UU 9/2010 pasal 10 ayat (1) huruf i', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7ec1-b1ec-a90f8d4ee8d0', 390, 'Anggota Majelis Rakyat Papua', 'political', 'UU 9/2010 pasal 10 ayat (1) huruf i', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7eea-a735-ff48b7d0fc0d', 400, 'Bupati', 'political', 'UU 9/2010 pasal 10 ayat (1) huruf j', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7f14-ba5c-7f9dad3a468e', 400, 'Wali Kota', 'political', 'UU 9/2010 pasal 10 ayat (1) huruf j', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7f38-bd49-9aa494b82440', 410, 'Kepala kantor perwakilan Badan Pemeriksa Keuangan di daerah', NULL, 'UU 9/2010 pasal 10 ayat (1) huruf k', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7f5d-839d-3699bbf67e77', 410, 'Kepala kantor perwakilan Bank Indonesia di daerah', NULL, 'UU 9/2010 pasal 10 ayat (1) huruf k', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7f88-9a34-0a913962d02e', 410, 'Ketua komisi pemilihan umum daerah', NULL, 'UU 9/2010 pasal 10 ayat (1) huruf k', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7fbb-b3c5-39b8b2ceae39', 420, 'Pemuka agama, pemuka adat, dan tokoh masyarakat tertentu tingkat provinsi', NULL, 'UU 9/2010 pasal 10 ayat (1) huruf l', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2c-7fe6-ba28-2f8d7a021938', 430, 'Ketua DPRD kabupaten/kota', 'political', 'UU 9/2010 pasal 10 ayat (1) huruf m', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-700d-a635-00106115b252', 440, 'Wakil Bupati', 'political', 'UU 9/2010 pasal 10 ayat (1) huruf n', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7036-bd80-3acc90badf3c', 440, 'Wakil Wali Kota', 'political', 'UU 9/2010 pasal 10 ayat (1) huruf n', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-705f-a3d8-840a6df10f71', 440, 'Wakil Ketua DPRD kabupaten/kota', 'political', 'UU 9/2010 pasal 10 ayat (1) huruf n', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-708e-9040-77e0bcf0eac9', 450, 'Anggota DPRD kabupaten/kota', 'political', 'UU 9/2010 pasal 10 ayat (1) huruf o', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-70b5-a5e2-887a1ced2d0a', 460, 'Asisten sekretaris daerah provinsi', 'jpt_pratama', 'UU 9/2010 pasal 10 ayat (1) huruf p', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-70dd-beff-678f4027b54b', 460, 'Kepala dinas tingkat provinsi', 'jpt_pratama', 'UU 9/2010 pasal 10 ayat (1) huruf p', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7104-b819-738be5dc7d0a', 460, 'Kepala kantor instansi vertikal di provinsi', 'jpt_pratama', 'UU 9/2010 pasal 10 ayat (1) huruf p', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-712c-938f-a6291b5ee6e1', 460, 'Kepala badan provinsi', 'jpt_pratama', 'UU 9/2010 pasal 10 ayat (1) huruf p', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7154-97ff-5319cb843f41', 460, 'Pejabat eselon II di provinsi', 'jpt_pratama', 'UU 9/2010 pasal 10 ayat (1) huruf p', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-717f-8e97-15d4aa279c1c', 470, 'Kepala bagian pemerintah daerah provinsi', 'administrator', 'UU 9/2010 pasal 10 ayat (1) huruf q', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-71b2-86a0-0d793fec7fc0', 470, 'Pejabat eselon III di provinsi', 'administrator', 'UU 9/2010 pasal 10 ayat (1) huruf q', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-71da-9c6f-3d1a348a7e2e', 510, 'Bupati di kabupatennya', 'political', 'UU 9/2010 pasal 11 ayat (1) huruf a', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7201-92ae-5b78059825dc', 510, 'Wali Kota di kotanya', 'political', 'UU 9/2010 pasal 11 ayat (1) huruf a', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7228-add5-a752ca4686be', 520, 'Wakil Bupati di kabupatennya', 'political', 'UU 9/2010 pasal 11 ayat (1) huruf b', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-724f-932f-2ecb29b42d65', 520, 'Wakil Wali Kota di kotanya', 'political', 'UU 9/2010 pasal 11 ayat (1) huruf b', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7279-b947-98dd72b02afd', 530, 'Mantan Bupati atau Wali Kota', NULL, 'UU 9/2010 pasal 11 ayat (1) huruf c', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-729d-9209-87392dc3e902', 530, 'Mantan Wakil Bupati atau Wakil Wali Kota', NULL, 'UU 9/2010 pasal 11 ayat (1) huruf c', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-72c6-8b21-89ebd77b5151', 540, 'Ketua DPRD di kabupaten/kotanya', 'political', 'UU 9/2010 pasal 11 ayat (1) huruf d', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-72f0-958e-b6439ffd2310', 550, 'Wakil Ketua DPRD di kabupaten/kotanya', 'political', 'UU 9/2010 pasal 11 ayat (1) huruf e', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7318-a1e3-b2d0c2054462', 560, 'Sekretaris Daerah kabupaten/kota', 'jpt_pratama', 'UU 9/2010 pasal 11 ayat (1) huruf f', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-733f-9a4a-55f6b300bb04', 560, 'Komandan tertinggi TNI di kabupaten/kota', NULL, 'UU 9/2010 pasal 11 ayat (1) huruf f', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7880-85f8-038b43966359', 560, 'Kepala kepolisian di kabupaten/kota', NULL, 'UU 9/2010 pasal 11 ayat (1) huruf f', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-78bd-b95e-93c6fb3bbf42', 560, 'Ketua pengadilan di kabupaten/kota', NULL, 'UU 9/2010 pasal 11 ayat (1) huruf f', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-78e8-9eb9-ec4b38848c87', 560, 'Kepala kejaksaan negeri', NULL, 'UU 9/2010 pasal 11 ayat (1) huruf f', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-790f-bd56-f48ecc19f1af', 570, 'Pemimpin partai politik yang memiliki wakil di DPRD kabupaten/kota', NULL, 'UU 9/2010 pasal 11 ayat (1) huruf g', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7940-bb72-ff43eed37793', 580, 'Anggota DPRD di kabupaten/kotanya', 'political', 'UU 9/2010 pasal 11 ayat (1) huruf h', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7969-8084-f7338291f059', 590, 'Pemuka agama, pemuka adat, dan tokoh masyarakat tertentu tingkat kabupaten/kota', NULL, 'UU 9/2010 pasal 11 ayat (1) huruf i', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7995-a7bf-c54ad7ed1b7f', 600, 'Asisten sekretaris daerah kabupaten/kota', 'jpt_pratama', 'UU 9/2010 pasal 11 ayat (1) huruf j', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-79c1-8c68-bf7954246b19', 600, 'Kepala badan tingkat kabupaten/kota', 'jpt_pratama', 'UU 9/2010 pasal 11 ayat (1) huruf j', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-79ea-81a2-bbbee9928f83', 600, 'Kepala dinas tingkat kabupaten/kota', 'jpt_pratama', 'UU 9/2010 pasal 11 ayat (1) huruf j', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7a13-8db4-3b8423fd9859', 600, 'Pejabat eselon II di kabupaten/kota', 'jpt_pratama', 'UU 9/2010 pasal 11 ayat (1) huruf j', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7a3d-8b85-f09f035082af', 600, 'Kepala kantor perwakilan Bank Indonesia di kabupaten', NULL, 'UU 9/2010 pasal 11 ayat (1) huruf j', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7a7e-ae8b-6b7fa86e86a7', 600, 'Ketua komisi pemilihan umum kabupaten/kota', NULL, 'UU 9/2010 pasal 11 ayat (1) huruf j', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7aa7-9142-8741e6cc0165', 610, 'Kepala instansi vertikal tingkat kabupaten/kota', NULL, 'UU 9/2010 pasal 11 ayat (1) huruf k', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7adc-a10e-4fc92a17a9be', 610, 'Kepala unit pelaksana teknis instansi vertikal', NULL, 'UU 9/2010 pasal 11 ayat (1) huruf k', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7b04-9883-7ef2f5f0e19e', 610, 'Komandan tertinggi TNI di kecamatan', NULL, 'UU 9/2010 pasal 11 ayat (1) huruf k', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7b29-9965-359131b102f0', 610, 'Kepala kepolisian di kecamatan', NULL, 'UU 9/2010 pasal 11 ayat (1) huruf k', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7b55-b0f1-5750db7f6fce', 620, 'Kepala bagian pemerintah daerah kabupaten/kota', 'administrator', 'UU 9/2010 pasal 11 ayat (1) huruf l', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7b7e-92a5-c698c00ffdc9', 620, 'Camat', 'administrator', 'UU 9/2010 pasal 11 ayat (1) huruf l', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7ba5-aebd-1b164e596f8d', 620, 'Pejabat eselon III di kabupaten/kota', 'administrator', 'UU 9/2010 pasal 11 ayat (1) huruf l', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7bcf-b51a-cd554f6ecdac', 630, 'Lurah', 'pengawas', 'UU 9/2010 pasal 11 ayat (1) huruf m', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7bf6-8c2c-82a567380a3a', 630, 'Kepala desa', NULL, 'UU 9/2010 pasal 11 ayat (1) huruf m', 1);
INSERT INTO "protocol_rank" VALUES ('01a20960-dc2d-7c20-84c2-8b06f4a8a62f', 630, 'Pejabat eselon IV di kabupaten/kota', 'pengawas', 'UU 9/2010 pasal 11 ayat (1) huruf m', 1);
INSERT INTO "region" VALUES ('01a20960-dc86-713a-9ee1-bdb307f3f13f', '11', 'Aceh', 'province', 'ID-SM', 'ID-AC', '', 'Asia/Jakarta', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-7198-9235-5cb36643f39a', '12', 'Sumatera Utara', 'province', 'ID-SM', 'ID-SU', '', 'Asia/Jakarta', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-71a9-aca3-c8f9665159db', '13', 'Sumatera Barat', 'province', 'ID-SM', 'ID-SB', '', 'Asia/Jakarta', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-71bf-ba26-c0065c4862d8', '14', 'Riau', 'province', 'ID-SM', 'ID-RI', '', 'Asia/Jakarta', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-71ca-a73a-e28c530997c6', '15', 'Jambi', 'province', 'ID-SM', 'ID-JA', '', 'Asia/Jakarta', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-71d4-8adc-6ef6362857c8', '16', 'Sumatera Selatan', 'province', 'ID-SM', 'ID-SS', '', 'Asia/Jakarta', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-71df-a481-b47f1f3c5e99', '17', 'Bengkulu', 'province', 'ID-SM', 'ID-BE', '', 'Asia/Jakarta', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-71ee-b33d-ce99433d6550', '18', 'Lampung', 'province', 'ID-SM', 'ID-LA', '', 'Asia/Jakarta', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-71f8-a492-ccc1de9c42bd', '19', 'Kepulauan Bangka Belitung', 'province', 'ID-SM', 'ID-BB', '', 'Asia/Jakarta', '2000-12-04', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; UU 27/2000', 1, '01a20960-dc86-71d4-8adc-6ef6362857c8');
INSERT INTO "region" VALUES ('01a20960-dc86-7201-ba1f-4d60e4eb768f', '21', 'Kepulauan Riau', 'province', 'ID-SM', 'ID-KR', '', 'Asia/Jakarta', '2002-10-25', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; UU 25/2002', 1, '01a20960-dc86-71bf-ba26-c0065c4862d8');
INSERT INTO "region" VALUES ('01a20960-dc86-720a-9e13-d913c76c0751', '31', 'Daerah Khusus Ibukota Jakarta', 'province', 'ID-JW', 'ID-JK', '', 'Asia/Jakarta', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-7218-b81f-c0717572fd1a', '32', 'Jawa Barat', 'province', 'ID-JW', 'ID-JB', '', 'Asia/Jakarta', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-7221-a38d-b801f9dfe2bb', '33', 'Jawa Tengah', 'province', 'ID-JW', 'ID-JT', '', 'Asia/Jakarta', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-722a-8761-9845d4444b62', '34', 'Daerah Istimewa Yogyakarta', 'province', 'ID-JW', 'ID-YO', '', 'Asia/Jakarta', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-7233-8273-e21545f04bbc', '35', 'Jawa Timur', 'province', 'ID-JW', 'ID-JI', '', 'Asia/Jakarta', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-723d-b9ff-53b68a18df4e', '36', 'Banten', 'province', 'ID-JW', 'ID-BT', '', 'Asia/Jakarta', '2000-10-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; UU 23/2000', 1, '01a20960-dc86-7218-b81f-c0717572fd1a');
INSERT INTO "region" VALUES ('01a20960-dc86-7246-b7c9-6a96d351e4f5', '51', 'Bali', 'province', 'ID-NU', 'ID-BA', '', 'Asia/Makassar', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-724f-b2ac-0e5725879ba6', '52', 'Nusa Tenggara Barat', 'province', 'ID-NU', 'ID-NB', '', 'Asia/Makassar', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-7259-aba7-3feb5b0ee513', '53', 'Nusa Tenggara Timur', 'province', 'ID-NU', 'ID-NT', '', 'Asia/Makassar', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-7262-98b0-2cabffb80bfc', '61', 'Kalimantan Barat', 'province', 'ID-KA', 'ID-KB', '', 'Asia/Jakarta', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-726b-9a73-bdf46dfbf359', '62', 'Kalimantan Tengah', 'province', 'ID-KA', 'ID-KT', '', 'Asia/Jakarta', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-7274-bfca-f1429b9b2284', '63', 'Kalimantan Selatan', 'province', 'ID-KA', 'ID-KS', '', 'Asia/Makassar', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-7281-aa1a-02c7b09e86ac', '64', 'Kalimantan Timur', 'province', 'ID-KA', 'ID-KI', '', 'Asia/Makassar', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-728a-8fce-1ddc429fd212', '65', 'Kalimantan Utara', 'province', 'ID-KA', 'ID-KU', '', 'Asia/Makassar', '2012-11-16', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; UU 20/2012', 1, '01a20960-dc86-7281-aa1a-02c7b09e86ac');
INSERT INTO "region" VALUES ('01a20960-dc86-7293-a0da-af4971acb114', '71', 'Sulawesi Utara', 'province', 'ID-SL', 'ID-SA', '', 'Asia/Makassar', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-729c-8ee2-ede19d6f68e2', '72', 'Sulawesi Tengah', 'province', 'ID-SL', 'ID-ST', '', 'Asia/Makassar', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-72a5-a3b7-92e1654e8aab', '73', 'Sulawesi Selatan', 'province', 'ID-SL', 'ID-SN', '', 'Asia/Makassar', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-72ae-98ee-936a7905ea98', '74', 'Sulawesi Tenggara', 'province', 'ID-SL', 'ID-SG', '', 'Asia/Makassar', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-72b6-b85c-01cd53398a93', '75', 'Gorontalo', 'province', 'ID-SL', 'ID-GO', '', 'Asia/Makassar', '2000-12-22', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; UU 38/2000', 1, '01a20960-dc86-7293-a0da-af4971acb114');
INSERT INTO "region" VALUES ('01a20960-dc86-72bf-9ac4-7ccd36477609', '76', 'Sulawesi Barat', 'province', 'ID-SL', 'ID-SR', '', 'Asia/Makassar', '2004-10-05', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; UU 26/2004', 1, '01a20960-dc86-72a5-a3b7-92e1654e8aab');
INSERT INTO "region" VALUES ('01a20960-dc86-72c8-80f4-ad5bc3c3d463', '81', 'Maluku', 'province', 'ID-ML', 'ID-MA', '', 'Asia/Jayapura', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-72d1-a228-455550fc7999', '82', 'Maluku Utara', 'province', 'ID-ML', 'ID-MU', '', 'Asia/Jayapura', '1999-10-04', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; UU 46/1999', 1, '01a20960-dc86-72c8-80f4-ad5bc3c3d463');
INSERT INTO "region" VALUES ('01a20960-dc86-72da-92e9-2b0441805706', '91', 'Papua', 'province', 'ID-PP', 'ID-PA', '', 'Asia/Jayapura', '1945-08-17', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; berdiri sebelum 1999', 1, NULL);
INSERT INTO "region" VALUES ('01a20960-dc86-72e3-890c-6f68494d4905', '92', 'Papua Barat', 'province', 'ID-PP', 'ID-PB', '', 'Asia/Jayapura', '1999-10-04', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; UU 45/1999', 1, '01a20960-dc86-72da-92e9-2b0441805706');
INSERT INTO "region" VALUES ('01a20960-dc86-72ec-a8bd-8282ea8c6c0d', '93', 'Papua Selatan', 'province', 'ID-PP', 'ID-PS', '', 'Asia/Jayapura', '2022-07-25', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; UU 14/2022', 1, '01a20960-dc86-72da-92e9-2b0441805706');
INSERT INTO "region" VALUES ('01a20960-dc86-72f5-b206-4928f5aba886', '94', 'Papua Tengah', 'province', 'ID-PP', 'ID-PT', '', 'Asia/Jayapura', '2022-07-25', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; UU 15/2022', 1, '01a20960-dc86-72da-92e9-2b0441805706');
INSERT INTO "region" VALUES ('01a20960-dc86-72fe-b701-eeb8d830fa8d', '95', 'Papua Pegunungan', 'province', 'ID-PP', 'ID-PE', '', 'Asia/Jayapura', '2022-07-25', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; UU 16/2022', 1, '01a20960-dc86-72da-92e9-2b0441805706');
INSERT INTO "region" VALUES ('01a20960-dc86-7307-840a-eb0920cb0bcf', '96', 'Papua Barat Daya', 'province', 'ID-PP', 'ID-PD', '', 'Asia/Jayapura', '2022-12-08', NULL, 'Kepmendagri 300.2.2-2138/2025 (cahyadsn/wilayah); ISO 3166-2:ID; UU 29/2022', 1, '01a20960-dc86-72e3-890c-6f68494d4905');
INSERT INTO "holiday" VALUES ('01a20961-0b75-7c56-8e43-198e6752995b', '2026-01-01', 'Tahun Baru 2026 Masehi', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b75-7d8b-9d25-e4d1a2bd2f40', '2026-01-16', 'Isra Mikraj Nabi Muhammad', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b75-7dde-b7f5-1216922ecfdb', '2026-02-16', 'Cuti bersama Tahun Baru Imlek 2577 Kongzili', 'collective_leave', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b75-7e25-8788-71abe7299dd1', '2026-02-17', 'Tahun Baru Imlek 2577 Kongzili', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b75-7e67-b92f-bf7382b6e1d0', '2026-03-18', 'Cuti bersama Hari Suci Nyepi', 'collective_leave', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b75-7ea5-9c26-82760a73afea', '2026-03-19', 'Hari Suci Nyepi (Tahun Baru Saka 1948)', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b75-7ede-b4b4-5918c7f2ac11', '2026-03-20', 'Cuti bersama Idulfitri 1447 Hijriah', 'collective_leave', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b75-7f18-ac34-3dc512fffe22', '2026-03-21', 'Idulfitri 1447 Hijriah', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b75-7f56-bbeb-5818472170ab', '2026-03-22', 'Idulfitri 1447 Hijriah (hari kedua)', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b75-7f92-b485-992aa150e494', '2026-03-23', 'Cuti bersama Idulfitri 1447 Hijriah', 'collective_leave', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b75-7fcd-af2d-f344b160e23f', '2026-03-24', 'Cuti bersama Idulfitri 1447 Hijriah', 'collective_leave', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b76-7006-8560-40937a5a95fa', '2026-04-03', 'Wafat Yesus Kristus', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b76-703e-be65-09c91a6256dd', '2026-04-05', 'Kebangkitan Yesus Kristus (Paskah)', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b76-7076-895a-cacbc42ab517', '2026-05-01', 'Hari Buruh Internasional', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b76-70ac-8726-e072c0b8f9af', '2026-05-14', 'Kenaikan Yesus Kristus', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b76-70e2-9d08-f5dfb6d3ef8c', '2026-05-15', 'Cuti bersama Kenaikan Yesus Kristus', 'collective_leave', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b76-7117-8445-0ec3fcfb67c0', '2026-05-27', 'Iduladha 1447 Hijriah', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b76-714e-8324-a51d1f2097bf', '2026-05-28', 'Cuti bersama Iduladha 1447 Hijriah', 'collective_leave', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b76-7184-b46b-83ff35501a5f', '2026-05-31', 'Hari Raya Waisak 2570 BE', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b76-71ba-a8c9-acbf9cd0d5dc', '2026-06-01', 'Hari Lahir Pancasila', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b76-71ef-b5f7-a808917f78e3', '2026-06-16', '1 Muharam Tahun Baru Islam 1448 Hijriah', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b76-7224-b43c-49e8142f447b', '2026-08-17', 'Proklamasi Kemerdekaan', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b76-725a-bb94-3deedecddc7f', '2026-08-25', 'Maulid Nabi Muhammad', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b76-7290-b78b-527d81cf2f81', '2026-12-24', 'Cuti bersama Kelahiran Yesus Kristus (Natal)', 'collective_leave', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
INSERT INTO "holiday" VALUES ('01a20961-0b76-72c8-89c8-1c9c786a4e3e', '2026-12-25', 'Kelahiran Yesus Kristus (Natal)', 'national', '', 'SKB 3 Menteri Nomor 1497, 2, dan 5 Tahun 2025', 1, 1);
CREATE INDEX "failed_attempt_key" ON "failed_attempt" ("key", "at");
CREATE INDEX "incoming_mail_received" ON "incoming_mail" ("received_at");
CREATE INDEX "incoming_mail_meeting" ON "incoming_mail" ("meeting_id");
CREATE INDEX "incoming_mail_result" ON "incoming_mail" ("result");
CREATE INDEX "kept_answer_at" ON "kept_answer" ("at");
CREATE INDEX "meeting_organizer" ON "meeting" ("organizer_id", "starts_at");
CREATE INDEX "meeting_starts" ON "meeting" ("starts_at");
CREATE INDEX "meeting_follow_up_of" ON "meeting" ("follow_up_of_id");
CREATE INDEX "agenda_item_meeting" ON "agenda_item" ("meeting_id", "position");
CREATE INDEX "commitment_decision" ON "commitment" ("decision_id");
CREATE INDEX "commitment_agency" ON "commitment" ("agency_id", "duty");
CREATE INDEX "outgoing_mail_due" ON "outgoing_mail" ("state", "next_attempt_at");
CREATE INDEX "outgoing_mail_meeting" ON "outgoing_mail" ("meeting_id");
CREATE INDEX "outgoing_mail_subject" ON "outgoing_mail" ("subject_id");
CREATE INDEX "person_agency" ON "person" ("agency_id");
CREATE INDEX "api_token_account" ON "api_token" ("account_id");
CREATE INDEX "invitation_person" ON "invitation" ("person_id");
CREATE INDEX "invitation_agency" ON "invitation" ("agency_id");
CREATE INDEX "invitation_letter_due" ON "invitation" ("letter_due");
CREATE INDEX "head_invitation" ON "head" ("invitation_id");
CREATE INDEX "head_person" ON "head" ("person_id");
CREATE INDEX "meeting_part_person" ON "meeting_part" ("person_id");
CREATE INDEX "note_meeting" ON "note" ("meeting_id");
CREATE INDEX "office_holder_office" ON "office_holder" ("office_id");
CREATE INDEX "office_holder_person" ON "office_holder" ("person_id");
CREATE INDEX "scan_head" ON "scan" ("head_id");
CREATE INDEX "session_account" ON "session" ("account_id");
CREATE UNIQUE INDEX agency_code ON agency (code);
CREATE UNIQUE INDEX api_token_digest ON api_token (digest);
CREATE UNIQUE INDEX decision_number ON decision (meeting_id, number);
CREATE UNIQUE INDEX entry_request ON entry (request_id);
CREATE UNIQUE INDEX entry_stream_seq ON entry (stream, seq);
CREATE UNIQUE INDEX follower_name_stream ON follower (name, stream);
CREATE UNIQUE INDEX head_once ON head (meeting_id, key);
CREATE UNIQUE INDEX invitation_code ON invitation (code_digest);
CREATE UNIQUE INDEX invitation_mail ON invitation (mail_digest);
CREATE UNIQUE INDEX invitation_meeting_email ON invitation (meeting_id, email);
CREATE UNIQUE INDEX invitation_token ON invitation (token_digest);
CREATE UNIQUE INDEX kept_answer_key ON kept_answer (key);
CREATE UNIQUE INDEX meeting_part_once ON meeting_part (meeting_id, person_id, part);
CREATE UNIQUE INDEX meeting_uid ON meeting (uid);
CREATE UNIQUE INDEX minutes_version ON minutes (meeting_id, version);
CREATE UNIQUE INDEX note_revision_once ON note_revision (note_id, revision);
CREATE UNIQUE INDEX office_agency_title ON office (agency_id, title);
CREATE UNIQUE INDEX outgoing_mail_message_id ON outgoing_mail (message_id);
CREATE UNIQUE INDEX outgoing_mail_purpose ON outgoing_mail (purpose);
CREATE UNIQUE INDEX person_email ON person (email);
CREATE UNIQUE INDEX quota_once ON quota (meeting_id, agency_id);
CREATE UNIQUE INDEX scan_nonce ON scan (meeting_id, nonce);
CREATE UNIQUE INDEX session_digest ON session (digest);
CREATE INDEX "protocol_rank_position" ON "protocol_rank" ("position");
CREATE INDEX "person_address_person" ON "person_address" ("person_id");
CREATE INDEX "saved_group_agency" ON "saved_group" ("agency_id");
CREATE UNIQUE INDEX office_kind_code ON office_kind (code);
CREATE UNIQUE INDEX agency_name_on ON agency_name (agency_id, valid_until);
CREATE UNIQUE INDEX person_address_email ON person_address (email);
CREATE UNIQUE INDEX region_code_from ON region (code, valid_from);
CREATE UNIQUE INDEX saved_group_name ON saved_group (agency_id, name);
CREATE INDEX "agency_path" ON "agency" ("path");
CREATE INDEX "agency_region" ON "agency" ("region");
CREATE INDEX "office_kind_of" ON "office" ("kind_id");
CREATE INDEX "entry_at" ON "entry" ("at");
CREATE INDEX "entry_actor" ON "entry" ("actor", "at");
CREATE INDEX "entry_subject" ON "entry" ("subject", "at");
CREATE INDEX "entry_kind" ON "entry" ("kind", "at");
CREATE INDEX "passkey_account" ON "passkey" ("account_id");
CREATE INDEX "mailed_link_account" ON "mailed_link" ("account_id");
CREATE INDEX "sign_in_step_expires" ON "sign_in_step" ("expires_at");
CREATE INDEX "provider_subject_account" ON "provider_subject" ("account_id");
CREATE UNIQUE INDEX recovery_code_once ON recovery_code (account_id, digest);
CREATE UNIQUE INDEX passkey_credential ON passkey (credential);
CREATE UNIQUE INDEX mailed_link_digest ON mailed_link (digest);
CREATE UNIQUE INDEX sign_in_step_digest ON sign_in_step (digest);
CREATE UNIQUE INDEX provider_subject_of ON provider_subject (issuer, subject);
CREATE UNIQUE INDEX saved_group_common ON saved_group (name) WHERE agency_id IS NULL;
CREATE INDEX "import_job_state" ON "import_job" ("state");
CREATE INDEX "import_job_person" ON "import_job" ("person_id", "created_at");
CREATE INDEX "privacy_request_person" ON "privacy_request" ("person_id");
CREATE INDEX "privacy_request_due" ON "privacy_request" ("state", "due_at");
CREATE INDEX "erasure_person" ON "erasure" ("person_id");
CREATE INDEX "erasure_state" ON "erasure" ("state");
CREATE INDEX "legal_hold_lifted" ON "legal_hold" ("lifted_at");
CREATE INDEX "destruction_state" ON "destruction" ("state");
CREATE INDEX "destruction_batch_line" ON "destruction_batch" ("line_id");
CREATE INDEX "consent_person" ON "consent" ("person_id", "purpose");
CREATE INDEX "breach_state" ON "breach" ("state", "found_at");
CREATE INDEX "breach_subject_person" ON "breach_subject" ("person_id");
CREATE UNIQUE INDEX retention_rule_kind ON retention_rule (kind);
CREATE UNIQUE INDEX destruction_number ON destruction (number);
CREATE UNIQUE INDEX destruction_line_kind ON destruction_line (destruction_id, kind);
CREATE UNIQUE INDEX notice_part_once ON notice_part (part);
CREATE UNIQUE INDEX breach_subject_once ON breach_subject (breach_id, person_id);
CREATE UNIQUE INDEX person_nip ON person (nip) WHERE nip <> '';
CREATE INDEX person_word_person ON person_word (person_id);
CREATE TRIGGER name_word_added AFTER INSERT ON name_word BEGIN
        INSERT INTO person_search (rowid, word) VALUES (new.number, ' ' || new.word || ' ');
    END;
CREATE TRIGGER name_word_removed AFTER DELETE ON name_word BEGIN
        INSERT INTO person_search (person_search, rowid, word)
            VALUES ('delete', old.number, ' ' || old.word || ' ');
    END;
CREATE TRIGGER person_word_added AFTER INSERT ON person_word
        WHEN NOT EXISTS (SELECT 1 FROM name_word WHERE word = new.word) BEGIN
        INSERT INTO name_word (word) VALUES (new.word);
    END;
CREATE TRIGGER person_word_removed AFTER DELETE ON person_word
        WHEN NOT EXISTS (SELECT 1 FROM person_word WHERE word = old.word) BEGIN
        DELETE FROM name_word WHERE word = old.word;
    END;
CREATE VIEW person_folded (id, body) AS WITH step0 (id, name, local) AS (SELECT id, name, coalesce(substr(email, 1, instr(email, '@') - 1), '')
            || coalesce((SELECT ' ' || group_concat(substr(address.email, 1, instr(address.email, '@') - 1), ' ')
                FROM person_address address WHERE address.person_id = person.id), '')
            FROM person WHERE erased_at IS NULL), step1 (id, text) AS (SELECT id, lower(' ' || name || ' ' || replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(local, '0', ''), '1', ''), '2', ''), '3', ''), '4', ''), '5', ''), '6', ''), '7', ''), '8', ''), '9', '') || ' ') FROM step0), step2 (id, text) AS (SELECT id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, 'á', 'a'), 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'å', 'a'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'É', 'e'), 'È', 'e'), 'í', 'i'), 'ì', 'i'), 'ï', 'i'), 'ó', 'o') FROM step1), step3 (id, text) AS (SELECT id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, 'ò', 'o'), 'ô', 'o'), 'ö', 'o'), 'Ö', 'o'), 'ú', 'u'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'Ü', 'u'), 'ñ', 'n'), 'ç', 'c'), '''', ''), '’', ''), '‘', ''), '`', '') FROM step2), step4 (id, text) AS (SELECT id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, '´', ''), ' ', ' '), '	', ' '), '.', ' '), ',', ' '), '-', ' '), '_', ' '), '/', ' '), '(', ' '), ')', ' '), '&', ' '), '+', ' '), '"', ' '), ';', ' '), ':', ' ') FROM step3), step5 (id, text) AS (SELECT id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, '\', ' '), '|', ' '), 'oe', 'u'), 'tj', 'c'), 'dj', 'j'), 'nj', 'ny'), 'sj', 's'), 'hj', 'hy'), 'rj', 'ry'), 'sy', 's'), 'ch', 'h'), 'kh', 'h'), 'sh', 's'), 'th', 't'), 'dh', 'd') FROM step4), step6 (id, text) AS (SELECT id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, 'bh', 'b'), 'ph', 'f'), 'v', 'f'), 'q', 'k'), 'z', 's'), 'y', 'i'), 'aa', 'a'), 'ee', 'e'), 'ii', 'i'), 'oo', 'o'), 'uu', 'u'), 'bb', 'b'), 'cc', 'c'), 'dd', 'd'), 'ff', 'f') FROM step5), step7 (id, text) AS (SELECT id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text, 'gg', 'g'), 'hh', 'h'), 'kk', 'k'), 'll', 'l'), 'mm', 'm'), 'nn', 'n'), 'pp', 'p'), 'rr', 'r'), 'ss', 's'), 'tt', 't'), 'moha', 'muha'), 'muhamed', 'muhamad'), 'muhamat', 'muhamad'), ' moh ', ' muhamad '), ' muh ', ' muhamad ') FROM step6), step8 (id, text) AS (SELECT id, replace(text, ' mohd ', ' muhamad ') FROM step7) SELECT id, text FROM step8;
CREATE TRIGGER person_named AFTER INSERT ON person BEGIN INSERT INTO person_word (word, person_id)
    SELECT DISTINCT said.value, folded.id FROM person_folded folded,
        json_each('[' || replace(json_quote(trim(folded.body)), ' ', '","') || ']') said
    WHERE folded.id = new.id AND said.value <> ''; END;
CREATE TRIGGER person_renamed AFTER UPDATE OF name, email, erased_at ON person WHEN new.name IS NOT old.name OR new.email IS NOT old.email OR new.erased_at IS NOT old.erased_at BEGIN DELETE FROM person_word WHERE person_id = new.id;INSERT INTO person_word (word, person_id)
    SELECT DISTINCT said.value, folded.id FROM person_folded folded,
        json_each('[' || replace(json_quote(trim(folded.body)), ' ', '","') || ']') said
    WHERE folded.id = new.id AND said.value <> ''; END;
CREATE TRIGGER address_added AFTER INSERT ON person_address BEGIN DELETE FROM person_word WHERE person_id = new.person_id;INSERT INTO person_word (word, person_id)
    SELECT DISTINCT said.value, folded.id FROM person_folded folded,
        json_each('[' || replace(json_quote(trim(folded.body)), ' ', '","') || ']') said
    WHERE folded.id = new.person_id AND said.value <> ''; END;
CREATE TRIGGER address_changed AFTER UPDATE ON person_address BEGIN DELETE FROM person_word WHERE person_id = new.person_id;INSERT INTO person_word (word, person_id)
    SELECT DISTINCT said.value, folded.id FROM person_folded folded,
        json_each('[' || replace(json_quote(trim(folded.body)), ' ', '","') || ']') said
    WHERE folded.id = new.person_id AND said.value <> ''; END;
CREATE TRIGGER address_removed AFTER DELETE ON person_address BEGIN DELETE FROM person_word WHERE person_id = old.person_id;INSERT INTO person_word (word, person_id)
    SELECT DISTINCT said.value, folded.id FROM person_folded folded,
        json_each('[' || replace(json_quote(trim(folded.body)), ' ', '","') || ']') said
    WHERE folded.id = old.person_id AND said.value <> ''; END;
CREATE INDEX "delegation_step_invitation" ON "delegation_step" ("invitation_id");
CREATE INDEX "delegation_step_deputy" ON "delegation_step" ("deputy_id");
CREATE INDEX "delegation_step_meeting" ON "delegation_step" ("meeting_id", "state");
CREATE INDEX "delegation_step_person" ON "delegation_step" ("person_id");
CREATE INDEX "proposal_meeting" ON "proposal" ("meeting_id", "state");
CREATE INDEX "proposal_invitation" ON "proposal" ("invitation_id");
CREATE INDEX "enclosure_meeting" ON "enclosure" ("meeting_id");
CREATE INDEX "enclosure_invitation" ON "enclosure" ("invitation_id");
CREATE INDEX "feed_person" ON "feed" ("person_id");
CREATE INDEX "feed_agency" ON "feed" ("agency_id");
CREATE INDEX "meeting_split_from" ON "meeting" ("split_from_id");
CREATE INDEX "invitation_delegated_from" ON "invitation" ("delegated_from_id");
CREATE INDEX "incoming_mail_invitation" ON "incoming_mail" ("invitation_id");
CREATE UNIQUE INDEX mailbox_name ON mailbox (name);
CREATE UNIQUE INDEX dead_address_once ON dead_address (address);
CREATE UNIQUE INDEX occurrence_once ON occurrence (meeting_id, recurrence_id);
CREATE UNIQUE INDEX told_facts_once ON told_facts (meeting_id, revision);
CREATE UNIQUE INDEX occurrence_answer_once ON occurrence_answer (invitation_id, recurrence_id);
CREATE UNIQUE INDEX feed_token ON feed (token_digest);
CREATE UNIQUE INDEX "incoming_mail_source" ON "incoming_mail" ("source");
CREATE UNIQUE INDEX reminder_plan_once ON reminder_plan (meeting_id, kind);
CREATE INDEX "letter_template_office" ON "letter_template" ("signer_office_id");
CREATE INDEX "letter_number_letter" ON "letter_number" ("letter");
CREATE INDEX "official_letter_meeting" ON "official_letter" ("meeting_id");
CREATE INDEX "official_letter_agency" ON "official_letter" ("agency_id", "state");
CREATE INDEX "official_letter_template" ON "official_letter" ("template_id");
CREATE INDEX "letter_step_person" ON "letter_step" ("person_id", "state");
CREATE INDEX "letter_bundle_state" ON "letter_bundle" ("state");
CREATE INDEX "letter_bundle_letter" ON "letter_bundle" ("letter_id");
CREATE UNIQUE INDEX letter_template_name ON letter_template (agency_id, name);
CREATE UNIQUE INDEX letter_number_once ON letter_number (agency_id, scope, year, seq);
CREATE UNIQUE INDEX letter_number_text ON letter_number (agency_id, scope, year, text);
CREATE UNIQUE INDEX letter_step_once ON letter_step (letter_id, position);
CREATE UNIQUE INDEX letter_file_once ON letter_file (letter_id, form);
CREATE INDEX "turn_meeting" ON "turn" ("meeting_id", "state");
CREATE INDEX "turn_person" ON "turn" ("person_id");
CREATE INDEX "turn_agency" ON "turn" ("agency_id");
CREATE INDEX "entitlement_agency" ON "entitlement" ("agency_id");
CREATE INDEX "ballot_vote" ON "ballot" ("vote_id");
CREATE INDEX "note_lease_meeting" ON "note_lease" ("meeting_id");
CREATE UNIQUE INDEX vote_number ON vote (meeting_id, number);
CREATE UNIQUE INDEX vote_option_once ON vote_option (vote_id, key);
CREATE UNIQUE INDEX entitlement_once ON entitlement (vote_id, agency_id);
CREATE INDEX "unsaved_note_meeting" ON "unsaved_note" ("meeting_id");
CREATE UNIQUE INDEX unsaved_note_once ON unsaved_note (item_id, page);
CREATE INDEX "present_meeting" ON "present" ("meeting_id");
CREATE UNIQUE INDEX present_once ON present (serving_id, meeting_id);
CREATE INDEX "material_meeting" ON "material" ("meeting_id", "position");
CREATE INDEX "material_item" ON "material" ("item_id");
CREATE UNIQUE INDEX material_version_once ON material_version (material_id, number);
CREATE INDEX "device_meeting" ON "device" ("meeting_id");
CREATE INDEX "device_officer" ON "device" ("officer_id");
CREATE INDEX "signature_head" ON "signature" ("head_id");
CREATE INDEX "agency_weight_agency" ON "agency_weight" ("agency_id");
CREATE INDEX "online_report_officer" ON "online_report" ("officer_id");
CREATE INDEX "online_visit_head" ON "online_visit" ("head_id");
CREATE INDEX "nomination_link_agency" ON "nomination_link" ("agency_id");
CREATE INDEX "nominee_agency" ON "nominee" ("agency_id");
CREATE INDEX "nominee_invitation" ON "nominee" ("invitation_id");
CREATE INDEX "training_credit_head" ON "training_credit" ("head_id");
CREATE INDEX "training_credit_person" ON "training_credit" ("person_id", "year");
CREATE INDEX "training_credit_agency" ON "training_credit" ("agency_id", "year");
CREATE UNIQUE INDEX device_code ON device (code_digest);
CREATE UNIQUE INDEX device_key ON device (key_digest);
CREATE UNIQUE INDEX signature_nonce ON signature (meeting_id, nonce);
CREATE UNIQUE INDEX attendance_plan_once ON attendance_plan (meeting_id);
CREATE UNIQUE INDEX agency_weight_once ON agency_weight (meeting_id, agency_id);
CREATE UNIQUE INDEX online_report_once ON online_report (meeting_id, sha256);
CREATE UNIQUE INDEX online_visit_once ON online_visit (meeting_id, key);
CREATE UNIQUE INDEX nomination_link_once ON nomination_link (meeting_id, agency_id);
CREATE UNIQUE INDEX nomination_link_digest ON nomination_link (digest);
CREATE UNIQUE INDEX nominee_meeting_email ON nominee (meeting_id, email);
CREATE UNIQUE INDEX training_credit_once ON training_credit (meeting_id, head_id);
CREATE UNIQUE INDEX training_credit_number ON training_credit (number);
CREATE INDEX "scan_voids" ON "scan" ("voids_id");
CREATE INDEX "session_break_meeting" ON "session_break" ("meeting_id");
CREATE INDEX "phrase_agency" ON "phrase" ("agency_id");
CREATE INDEX "head_counted" ON "head" ("meeting_id", "tally", "agency_id", "room", "online", "walk_in", "representing", "last_out_at");
CREATE INDEX "invitation_asked" ON "invitation" ("meeting_id", "delegated_from_id", "agency_id", "status", "part");
CREATE INDEX "minutes_review_person" ON "minutes_review" ("person_id", "state");
CREATE INDEX "minutes_comment_minutes" ON "minutes_comment" ("minutes_id");
CREATE INDEX "minutes_comment_by" ON "minutes_comment" ("by_id");
CREATE INDEX "minutes_correction_minutes" ON "minutes_correction" ("minutes_id", "state");
CREATE INDEX "minutes_correction_by" ON "minutes_correction" ("by_id");
CREATE UNIQUE INDEX minutes_review_once ON minutes_review (minutes_id, position);
CREATE UNIQUE INDEX minutes_revision_once ON minutes_revision (minutes_id, section, revision);
CREATE INDEX "issued_document_meeting" ON "issued_document" ("meeting_id");
CREATE INDEX "issued_document_replaced" ON "issued_document" ("replaced_by_id");
CREATE INDEX "issued_file_sha256" ON "issued_file" ("sha256");
CREATE UNIQUE INDEX issued_document_code ON issued_document (code);
CREATE UNIQUE INDEX issued_document_source ON issued_document (source_id);
CREATE UNIQUE INDEX issued_file_once ON issued_file (document_id, edition, form, number);
CREATE INDEX progress_follow_up ON progress (follow_up_id);
CREATE INDEX "follow_up_taken_from" ON "follow_up" ("taken_from_id");
CREATE INDEX "evidence_progress" ON "evidence" ("progress_id");
CREATE INDEX "follow_up_link_agency" ON "follow_up_link" ("agency_id");
CREATE UNIQUE INDEX follow_up_link_once ON follow_up_link (meeting_id, agency_id);
CREATE UNIQUE INDEX follow_up_link_digest ON follow_up_link (digest);
CREATE UNIQUE INDEX follow_up_notice_once ON follow_up_notice (commitment_id, kind, due);
CREATE UNIQUE INDEX task_feed_digest ON task_feed (digest);
CREATE INDEX "photo_meeting" ON "photo" ("meeting_id", "position");
CREATE INDEX "photo_person_person" ON "photo_person" ("person_id");
CREATE INDEX "release_meeting_first" ON "press_release" ("meeting_id");
CREATE INDEX "release_state" ON "press_release" ("state", "published_at");
CREATE INDEX "release_author_release" ON "release_author" ("release_id", "position");
CREATE INDEX "release_author_person" ON "release_author" ("person_id");
CREATE INDEX "release_meeting_meeting" ON "release_meeting" ("meeting_id");
CREATE INDEX "release_photo_photo" ON "release_photo" ("photo_id");
CREATE INDEX "release_quote_release" ON "release_quote" ("release_id", "position");
CREATE UNIQUE INDEX photo_person_once ON photo_person (photo_id, person_id);
CREATE UNIQUE INDEX release_slug ON press_release (slug);
CREATE UNIQUE INDEX release_meeting_once ON release_meeting (release_id, meeting_id);
CREATE UNIQUE INDEX release_quote_digest ON release_quote (digest);
CREATE UNIQUE INDEX release_photo_once ON release_photo (release_id, photo_id);
CREATE UNIQUE INDEX release_revision_once ON release_revision (release_id, number);
CREATE INDEX "document_template_agency" ON "document_template" ("agency_id", "kind");
CREATE INDEX "search_document_meeting" ON "search_document" ("meeting_id", "kind");
CREATE INDEX "search_document_agency" ON "search_document" ("agency_id");
CREATE UNIQUE INDEX search_document_once ON search_document (object_id, kind, whole);
CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN
        INSERT INTO search_words (rowid, title_words, body_words)
            VALUES (new.document_id, new.title_words, new.body_words);
    END;
CREATE TRIGGER search_text_removed AFTER DELETE ON search_text BEGIN
        INSERT INTO search_words (search_words, rowid, title_words, body_words)
            VALUES ('delete', old.document_id, old.title_words, old.body_words);
    END;
CREATE TRIGGER search_text_changed AFTER UPDATE ON search_text BEGIN
        INSERT INTO search_words (search_words, rowid, title_words, body_words)
            VALUES ('delete', old.document_id, old.title_words, old.body_words);
        INSERT INTO search_words (rowid, title_words, body_words)
            VALUES (new.document_id, new.title_words, new.body_words);
    END;
CREATE INDEX "agency_look_agency" ON "agency_look" ("agency_id");
CREATE INDEX "holiday_day" ON "holiday" ("day");
CREATE UNIQUE INDEX holiday_once ON holiday (day, kind, region);
CREATE INDEX "building_agency" ON "building" ("agency_id");
CREATE INDEX "building_region" ON "building" ("region");
CREATE INDEX "room_owner" ON "room" ("owner_id");
CREATE INDEX "booking_room" ON "booking" ("room_id", "blocked_from");
CREATE INDEX "booking_agency" ON "booking" ("agency_id");
CREATE INDEX "booking_asked_by" ON "booking" ("asked_by_id");
CREATE INDEX "booking_hold" ON "booking" ("state", "hold_until");
CREATE INDEX "equipment_building" ON "equipment" ("building_id");
CREATE INDEX "room_use_booking" ON "room_use" ("booking_id");
CREATE UNIQUE INDEX room_name ON room (building_id, name);
CREATE UNIQUE INDEX room_use_once ON room_use (meeting_id, recurrence_id);
CREATE INDEX "meeting_register_room" ON "meeting" ("register_room_id");
CREATE TRIGGER booking_alone_added BEFORE INSERT ON booking WHEN new.state IN ('held', 'asked', 'booked') AND EXISTS (
        SELECT 1 FROM booking WHERE room_id = new.room_id AND id <> new.id
        AND state IN ('held', 'asked', 'booked')
        AND blocked_from < new.blocked_until AND blocked_until > new.blocked_from
    ) BEGIN SELECT RAISE(ABORT, 'the room is taken'); END;
CREATE TRIGGER booking_alone_changed BEFORE UPDATE ON booking WHEN new.state IN ('held', 'asked', 'booked') AND EXISTS (
        SELECT 1 FROM booking WHERE room_id = new.room_id AND id <> new.id
        AND state IN ('held', 'asked', 'booked')
        AND blocked_from < new.blocked_until AND blocked_until > new.blocked_from
    ) BEGIN SELECT RAISE(ABORT, 'the room is taken'); END;
CREATE INDEX "agreement_meeting" ON "agreement" ("meeting_id", "state");
CREATE INDEX "agreement_replaces" ON "agreement" ("replaces_id");
CREATE INDEX "poll_meeting" ON "poll" ("meeting_id");
CREATE INDEX "poll_due" ON "poll" ("state", "deadline");
CREATE INDEX "poll_option_poll" ON "poll_option" ("poll_id");
CREATE INDEX "poll_answer_invitation" ON "poll_answer" ("invitation_id");
CREATE INDEX "poll_voice_invitation" ON "poll_voice" ("invitation_id");
CREATE UNIQUE INDEX poll_live ON poll (live);
CREATE UNIQUE INDEX poll_voice_once ON poll_voice (poll_id, invitation_id);
CREATE UNIQUE INDEX poll_answer_once ON poll_answer (option_id, invitation_id);
CREATE INDEX "video_link_meeting" ON "video_link" ("meeting_id");
CREATE INDEX "video_link_due" ON "video_link" ("due_at");
CREATE UNIQUE INDEX video_link_live ON video_link (live);
CREATE INDEX "calendar_source_person" ON "calendar_source" ("person_id");
CREATE INDEX "calendar_source_office" ON "calendar_source" ("office_id");
CREATE INDEX "calendar_source_due" ON "calendar_source" ("due_at");
CREATE INDEX "programme_organizer" ON "programme" ("organizer_id", "first_day");
CREATE INDEX "programme_session_programme" ON "programme_session" ("programme_id");
CREATE INDEX "programme_session_room" ON "programme_session" ("register_room_id");
CREATE INDEX "programme_session_booking" ON "programme_session" ("booking_id");
CREATE INDEX "rundown_line_session" ON "rundown_line" ("session_id", "position");
CREATE UNIQUE INDEX programme_session_meeting ON programme_session (meeting_id);
CREATE INDEX "meeting_template_agency" ON "meeting_template" ("agency_id");
CREATE INDEX "template_quota_agency" ON "template_quota" ("agency_id");
CREATE INDEX "template_seat_template" ON "template_seat" ("template_id", "position");
CREATE INDEX "template_seat_office" ON "template_seat" ("office_id");
CREATE INDEX "template_seat_person" ON "template_seat" ("person_id");
CREATE UNIQUE INDEX template_quota_once ON template_quota (template_id, agency_id);
CREATE INDEX "approval_meeting" ON "approval" ("meeting_id");
CREATE INDEX "approval_step_approval" ON "approval_step" ("approval_id", "position");
CREATE INDEX "approval_step_waiting" ON "approval_step" ("state", "office_id");
CREATE INDEX "shared_draft_due" ON "shared_draft" ("ended_at", "deadline");
CREATE INDEX "draft_comment_shared" ON "draft_comment" ("shared_id", "at");
CREATE INDEX "draft_comment_parent" ON "draft_comment" ("parent_id");
CREATE UNIQUE INDEX approval_policy_agency ON approval_policy (agency_id);
CREATE UNIQUE INDEX approval_office_once ON approval_office (policy_id, office_id);
CREATE UNIQUE INDEX approval_live ON approval (live);
CREATE UNIQUE INDEX shared_draft_meeting ON shared_draft (meeting_id);
CREATE UNIQUE INDEX draft_reader_once ON draft_reader (shared_id, email);
CREATE UNIQUE INDEX draft_reader_digest ON draft_reader (digest);
