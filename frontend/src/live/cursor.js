/* Where a reader stands in the journal: every entry once, in order, or a question to the server. No input or output here. */
export class Cursor {
  constructor({ epoch = null, seq = null } = {}) {
    this.epoch = epoch;
    this.seq = seq;
  }

  get known() {
    return this.seq !== null;
  }

  /** What a hello or a poll says about where we are. */
  since() {
    return this.known ? { since: this.seq, epoch: this.epoch } : {};
  }

  /** Take a snapshot's place. */
  jump({ epoch, seq }) {
    this.epoch = epoch;
    this.seq = seq;
  }

  /** New entries of a range (after, upto]; null if the range does not join on to what we have. */
  take({ after, upto, items = [] }) {
    if (!this.known || after > this.seq) return null;
    if (upto <= this.seq) return [];
    const fresh = items.filter((entry) => entry.seq > this.seq).sort((a, b) => a.seq - b.seq);
    this.seq = upto;
    return fresh;
  }
}
