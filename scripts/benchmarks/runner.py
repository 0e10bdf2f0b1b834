"""Runs a case: every program in turn, round by round, on the same files."""

import os
from dataclasses import asdict
from pathlib import Path

import answers
import phases
import programs
from cases import Case
from inputs import Inputs, Raster, Zones, texture
from measure import Failed, measure, warm
from programs import BY_NAME, DECODE, OURS
from record import Record


class Runner:
    def __init__(self, record: Record, inputs: Inputs, release: Path, unavailable: dict[str, str], timeout: float) -> None:
        self.record, self.inputs, self.release = record, inputs, release
        self.unavailable, self.timeout = unavailable, timeout
        self.folder = inputs.folder.parent / "answers"
        self.folder.mkdir(exist_ok=True)

    def run(self, case: Case, peers: list[str], resume: bool) -> None:
        try:
            rasters, zones = case.make(self.inputs)
        except Exception as error:  # One input that cannot be made must not end a run of half an hour.
            print(f"{case.key}: left out, its inputs cannot be made: {error}", flush=True)
            return
        entry = self.record.begin(case.key, facts(case, rasters, zones), resume)
        commands = self.commands(case, [name for name in case.peers if name in peers], rasters, zones, entry)
        warm([*(raster.path for raster in rasters), zones.path])
        for number in range(case.rounds):
            for name, command in commands.items():
                if name not in entry["failed"] and len(entry["runs"].get(name, [])) <= number:
                    self.once(case.key, number, name, command, entry)
        self.compare(case.key, rasters, zones, entry)
        if case.profiled and phases.is_available() and OURS not in entry["failed"]:
            entry["profile"] = phases.shares(commands[OURS])
            self.record.save()

    def commands(self, case: Case, peers: list[str], rasters: list[Raster], zones: Zones, entry: dict) -> dict[str, list[str]]:
        paths = [raster.path for raster in rasters]
        commands = {OURS: programs.ours(self.release, paths, zones, self.out(rasters, zones, OURS), case.threads)}
        if programs.has_decode():
            commands[DECODE] = programs.decode(self.release, paths, zones, case.threads)
        for name in peers:
            if name in self.unavailable:
                entry["failed"][name] = self.unavailable[name]
            else:
                commands[name] = BY_NAME[name].command(paths, zones.path, self.out(rasters, zones, name))
        return commands

    def once(self, key: str, number: int, name: str, command: list[str], entry: dict) -> None:
        try:
            run = measure(command, self.timeout)
        except Failed as failure:
            entry["failed"][name] = str(failure)
            print(f"{key:16} {number + 1:2}  {name:22} failed: {failure}", flush=True)
        else:
            entry["runs"].setdefault(name, []).append(run.as_dict())
            print(f"{key:16} {number + 1:2}  {name:22} {run.wall:8.2f} s  {run.cpu:8.2f} CPU s  {run.peak_mib:7.0f} MiB", flush=True)
        self.record.save()

    def compare(self, key: str, rasters: list[Raster], zones: Zones, entry: dict) -> None:
        """Compares the answers of the last round with ours; those by cell centres also with ours by cell centres."""
        if OURS in entry["failed"] or len(rasters) > 1:
            return
        peers = [name for name in entry["runs"] if name in BY_NAME and self.out(rasters, zones, name).exists()]
        try:
            entry["digest"] = answers.digest(self.out(rasters, zones, OURS))
            exact = answers.ours(self.out(rasters, zones, OURS), rasters[0].cell)
            centres = {}
            if any(not BY_NAME[name].exact for name in peers):
                out = self.out(rasters, zones, f"{OURS}-centres")
                measure(programs.ours(self.release, [rasters[0].path], zones, out, coverage="center"), self.timeout)
                centres = answers.ours(out, rasters[0].cell)
            for name in peers:
                peer, theirs = BY_NAME[name], answers.theirs(self.out(rasters, zones, name))
                entry["answers"][name] = {"exact": answers.compare(exact, theirs, peer.classes)}
                if not peer.exact:
                    entry["answers"][name]["centres"] = answers.compare(centres, theirs, peer.classes)
        except (Failed, OSError, KeyError, ValueError) as error:
            print(f"{key}: answers not compared: {error!r}", flush=True)
        self.record.save()

    def out(self, rasters: list[Raster], zones: Zones, name: str) -> Path:
        """The path of a program's table. It is named after the inputs, since runs of other sizes share the folder."""
        return self.folder / f"{rasters[0].path.stem}-{len(rasters)}-{zones.path.stem}-{name}.csv"


def facts(case: Case, rasters: list[Raster], zones: Zones) -> dict:
    described = asdict(zones)
    del described["path"]
    return {"group": case.group, "raster": rasters[0].path.name, "cells": rasters[0].cells, "cell": rasters[0].cell, "years": len(rasters),
            "threads": case.threads or os.cpu_count(), **described, **texture(rasters[0])}
