package io.timestep.train;

import java.util.ArrayList;
import java.util.List;

/** Keeps all that a training says. */
final class Events implements TrainListener {
  final List<RoundEnd> rounds = new ArrayList<>();
  final List<Validation> validations = new ArrayList<>();
  final List<RateChange> rateChanges = new ArrayList<>();
  final List<EarlyStop> earlyStops = new ArrayList<>();
  final List<TrainState> states = new ArrayList<>();

  @Override
  public void onRound(RoundEnd event) {
    rounds.add(event);
  }

  @Override
  public void onValidation(Validation event) {
    validations.add(event);
  }

  @Override
  public void onRateChange(RateChange event) {
    rateChanges.add(event);
  }

  @Override
  public void onEarlyStop(EarlyStop event) {
    earlyStops.add(event);
  }

  @Override
  public void onState(TrainState state) {
    states.add(state);
  }
}
