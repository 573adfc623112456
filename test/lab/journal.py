"""What a DynamoDB table was at any instant, and the changes of any window, by a journal of its writes: what exports are made of.

No part of it knows the emulator, so that test_journal.py can try it with Python alone.
"""
import copy
import hashlib
import json
import math

FILES_PER_EXPORT = 4
WINDOW_FAULTS = ("gap", "lost_record", "stale_record", "duplicate_key", "wrong_old_image", "record_outside", "missing_file")


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def key_of(item, names):
    """The key of an item, by the names of the table's key attributes."""
    return tuple(compact(item[name]) for name in names)


def file_of(key):
    """The data file that items with this key are written to: DynamoDB writes those of a partition key into one."""
    return int(hashlib.md5(key[0].encode()).hexdigest(), 16) % FILES_PER_EXPORT


class Journal:
    """The writes of a table, the oldest first; times are seconds of a clock of its own."""

    def __init__(self, names):
        self.names = names
        self.writes = []

    def keep(self, clock, before, after):
        """Writes down a write: the item before and after it, None where there is none."""
        key = key_of(after or before, self.names)
        self.writes.append((clock, key, copy.deepcopy(before), copy.deepcopy(after)))

    def items_at(self, items, clock):
        """The items, by key, as they were at a time; `items` are those of now. A write at that time belongs to the window that begins there."""
        items = {key_of(item, self.names): item for item in items}
        for written, key, before, _ in reversed(self.writes):
            if written >= clock:
                items.pop(key, None)
                if before is not None:
                    items[key] = before
        return items

    def records(self, items, first, last, view="NEW_AND_OLD_IMAGES", passed=0.0):
        """The records of [first, last): key and record of each item that was written and is there at either end.

        `passed` is what the journal's clock is ahead of the one that WriteTimestampMicros are of.
        """
        before, after = self.items_at(items, first), self.items_at(items, last)
        written = {key: clock for clock, key, _, _ in self.writes if first <= clock < last}
        records = []
        for key, clock in written.items():
            old, new = before.get(key), after.get(key)
            if old is None and new is None:
                continue
            micros = int((clock - passed) * 1_000_000)
            record = {"Metadata": {"WriteTimestampMicros": {"N": str(micros)}}, "Keys": {name: (new or old)[name] for name in self.names}}
            if old is not None and view == "NEW_AND_OLD_IMAGES":
                record["OldImage"] = old
            if new is not None:
                record["NewImage"] = new
            records.append((key, record))
        return records


def data_files(records, flaw="", start=0.0):
    """The lines of each data file, and what a fault makes of them; `start` is where the window begins."""
    if flaw == "lost_record":
        records = records[1:]
    files = [[] for _ in range(FILES_PER_EXPORT)]
    for number, (key, record) in enumerate(records):
        for shift, flawed in enumerate(with_flaw(flaw, record, start) if number == 0 else [record]):
            files[(file_of(key) + shift) % FILES_PER_EXPORT].append(compact(flawed))
    return files


def with_flaw(flaw, record, start):
    """A record as a fault has it, and what the fault puts into the next data file."""
    micros = int(record["Metadata"]["WriteTimestampMicros"]["N"])
    at = lambda time_of_write: {"Metadata": {"WriteTimestampMicros": {"N": str(time_of_write)}}}
    other = lambda image: {**(record.get(image) or record["Keys"]), "flaw": {"S": flaw}}
    if flaw == "stale_record":
        return [record, {**record, **at(max(micros - 1000, math.ceil(start * 1_000_000))), "NewImage": other("NewImage")}]
    if flaw == "duplicate_key":
        return [record, {**record, "NewImage": other("NewImage")}]
    if flaw == "wrong_old_image":
        return [{**record, "OldImage": other("OldImage")}]
    if flaw == "record_outside":
        return [{**record, **at(int(start * 1_000_000) - 1)}]
    return [record]
