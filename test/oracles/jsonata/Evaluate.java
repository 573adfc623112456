import static com.dashjoin.jsonata.Jsonata.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.json.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Evaluates JSONata as Java does. Each line of standard input is {"source", "bindings", "millis"?}; each line of standard
 * output is {"value": ...} (without `value` where it is undefined) or {"error": "..."}. Of the functions that Step Functions
 * adds it has those that the workflow uses: $parse, $hash and $millis.
 */
public class Evaluate {
  public static void main(String[] arguments) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    for (String line; (line = lines.readLine()) != null; ) {
      Map<String, Object> answer = new LinkedHashMap<>();
      try {
        Object value = evaluate((Map<?, ?>) Json.parseJson(line));
        if (value != null) answer.put("value", value);
      } catch (Throwable thrown) {
        answer.put("error", String.valueOf(thrown));
      }
      answers.println(Functions.string(answer, false));
    }
    answers.flush();
  }

  private static Object evaluate(Map<?, ?> asked) throws Exception {
    Jsonata expression = jsonata((String) asked.get("source"));
    Jsonata.Frame frame = expression.createFrame();
    ((Map<?, ?>) asked.get("bindings")).forEach((name, value) -> frame.bind((String) name, value));
    expression.registerFunction("parse", (String text) -> Json.parseJson(text));
    expression.registerFunction("hash", (String text, String algorithm) -> hash(text, algorithm));
    Object millis = asked.get("millis");
    if (millis != null) expression.registerFunction("millis", () -> millis);
    return expression.evaluate(null, frame);
  }

  private static String hash(String text, String algorithm) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (java.security.NoSuchAlgorithmException unknown) {
      throw new IllegalArgumentException(unknown);
    }
  }
}
