package io.timestep.jobs.engine;

import io.timestep.util.Store;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** A store that hands all on to another one: a test overrides what is to go wrong. */
public class StoreAround implements Store {
  private final Store store;

  public StoreAround(Store store) {
    this.store = store;
  }

  @Override
  public boolean exists(String path) {
    return store.exists(path);
  }

  @Override
  public boolean isFolder(String path) {
    return store.isFolder(path);
  }

  @Override
  public List<String> list(String folder) {
    return store.list(folder);
  }

  @Override
  public InputStream open(String path) {
    return store.open(path);
  }

  @Override
  public OutputStream create(String path) {
    return store.create(path);
  }

  @Override
  public void delete(String path) {
    store.delete(path);
  }

  @Override
  public void rename(String from, String to) {
    store.rename(from, to);
  }

  @Override
  public boolean isWithin(String path, String folder) {
    return store.isWithin(path, folder);
  }
}
